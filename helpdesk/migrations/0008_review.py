# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moment of the last verification, what was already told of a review, gaps put aside, and who
really used an answer again: not the administration whose question it comes from.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

VERIFIED_THAT_MORNING = """
UPDATE helpdesk_faq SET reviewed_at = reviewed::timestamp AT TIME ZONE 'Europe/Rome'
  WHERE reviewed IS NOT NULL
"""
USED_BY_OTHERS = """
UPDATE helpdesk_faq f SET reused_by = (
  SELECT count(*) FROM helpdesk_faqreading r
  WHERE r.faq_id = f.id AND r.administration_id IS DISTINCT FROM f.born_at_id
    AND NOT EXISTS (
      SELECT 1 FROM helpdesk_faqorigin o
        LEFT JOIN helpdesk_ticket t ON t.id = o.ticket_id
        LEFT JOIN helpdesk_publicquestion q ON q.id = o.question_id
        LEFT JOIN helpdesk_publicanswer a ON a.id = o.answer_id
      WHERE o.faq_id = f.id
        AND r.administration_id IN (t.administration_id, q.administration_id, a.administration_id)))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0007_faq_publication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="faq",
            name="reviewed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="faq",
            name="review_kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="IgnoredGap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("search", "Ricerca"),
                            ("request", "Richiesta"),
                            ("faq", "FAQ letta"),
                        ],
                        max_length=10,
                        verbose_name="che cosa",
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="quale")),
                (
                    "created",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="messa da parte il"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lacuna ignorata",
                "verbose_name_plural": "lacune ignorate",
                "ordering": ["-created"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"), name="helpdesk_gap_ignored_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="publicquestion",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["topics"], name="helpdesk_question_topics"
            ),
        ),
        migrations.RunSQL(VERIFIED_THAT_MORNING, migrations.RunSQL.noop),
        migrations.RunSQL(USED_BY_OTHERS, migrations.RunSQL.noop),
    ]
