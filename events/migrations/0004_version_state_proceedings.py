# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_state_clock_calendar")]
    operations = [
        migrations.AddField(
            "materialversion",
            "scanned",
            models.BooleanField(
                default=False, editable=False, verbose_name="controllato dall'antivirus"
            ),
        ),
        migrations.AddField(
            "materialversion",
            "removed",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="tolto il"),
        ),
        migrations.AddField(
            "materialversion",
            "removed_reason",
            models.CharField(
                blank=True,
                default="",
                editable=False,
                max_length=300,
                verbose_name="perché è stato tolto",
            ),
            preserve_default=False,
        ),
    ]
