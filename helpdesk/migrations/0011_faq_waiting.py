# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('helpdesk', '0010_public_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='faq',
            index=models.Index(condition=models.Q(('status', 'review'), models.Q(('status', 'published'), models.Q(('needs_review', True), models.Q(('pending', {}), _negated=True), _connector='OR')), _connector='OR'), fields=['id'], name='helpdesk_faq_waiting'),
        ),
    ]
