# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    """What is due is counted by the index alone, without a visit to each request."""

    dependencies = [("helpdesk", "0011_faq_waiting")]

    operations = [
        migrations.RemoveIndex("ticket", "helpdesk_due"),
        migrations.AddIndex(
            "ticket",
            models.Index(
                Coalesce(
                    "next_due",
                    models.Value(
                        datetime(9999, 1, 1, tzinfo=UTC), output_field=models.DateTimeField()
                    ),
                ),
                models.F("id"),
                condition=models.Q(state__in=("new", "open", "waiting")),
                include=("next_due",),
                name="helpdesk_due",
            ),
        ),
    ]
