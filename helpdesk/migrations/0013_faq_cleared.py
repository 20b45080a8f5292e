# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("helpdesk", "0012_due_covering")]

    operations = [
        migrations.AddField(
            model_name="faq",
            name="cleared",
            field=models.JSONField(
                blank=True, default=list, editable=False, verbose_name="parole confermate"
            ),
        ),
    ]
