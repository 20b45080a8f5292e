# SPDX-License-Identifier: AGPL-3.0-or-later
"""Corrections of public texts, and which questions operators took off and may put back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("helpdesk", "0009_sent_once_life"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicquestion",
            name="withdrawn_by_desk",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.CreateModel(
            name="PublicCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField(verbose_name="prima")),
                ("after", models.JSONField(verbose_name="dopo")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="corretta il")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="helpdesk.publicanswer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="helpdesk.publicquestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "correzione",
                "verbose_name_plural": "correzioni",
                "ordering": ["-created", "-pk"],
            },
        ),
    ]
