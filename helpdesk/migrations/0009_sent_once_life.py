# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0008_review")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="form_key",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=32
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="link_version",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=~models.Q(form_key=""),
                fields=("ticket", "form_key"),
                name="helpdesk_message_sent_once",
            ),
        ),
    ]
