# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ may come from a public question, be objected to again, and wait for approval while the
approved text stays. Back from here only the last objection and the origins in requests are kept.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


ONLY_WHAT_FITTED_BEFORE = """
DELETE FROM helpdesk_faqobjection o USING helpdesk_faqorigin f
  WHERE f.id = o.origin_id AND f.ticket_id IS NULL;
DELETE FROM helpdesk_faqobjection o USING helpdesk_faqobjection later
  WHERE later.origin_id = o.origin_id AND later.id > o.id;
DELETE FROM helpdesk_faqorigin WHERE ticket_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0006_body_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="faqobjection",
            options={
                "ordering": ["-created", "-pk"],
                "verbose_name": "obiezione",
                "verbose_name_plural": "obiezioni",
            },
        ),
        migrations.RemoveField(
            model_name="historicalfaq",
            name="replacements",
        ),
        migrations.AddField(
            model_name="faq",
            name="pending",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="modifica da approvare"
            ),
        ),
        migrations.AddField(
            model_name="faq",
            name="pending_author",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="modificata da",
            ),
        ),
        migrations.AddField(
            model_name="faqorigin",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="faq_origins",
                to="helpdesk.publicanswer",
            ),
        ),
        migrations.AddField(
            model_name="faqorigin",
            name="question",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="faq_origins",
                to="helpdesk.publicquestion",
            ),
        ),
        migrations.AlterField(
            model_name="faqobjection",
            name="origin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="objections",
                to="helpdesk.faqorigin",
            ),
        ),
        migrations.AlterField(
            model_name="faqorigin",
            name="ticket",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="faq_origins",
                to="helpdesk.ticket",
            ),
        ),
        migrations.AddConstraint(
            model_name="faqobjection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided__isnull", True)),
                fields=("origin",),
                name="helpdesk_one_open_objection",
            ),
        ),
        migrations.AddConstraint(
            model_name="faqorigin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer__isnull", True)),
                fields=("faq", "question"),
                name="helpdesk_question_origin_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="faqorigin",
            constraint=models.UniqueConstraint(
                fields=("faq", "answer"), name="helpdesk_answer_origin_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="faqorigin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer__isnull", True),
                        ("question__isnull", True),
                        ("ticket__isnull", False),
                    ),
                    models.Q(("question__isnull", False), ("ticket__isnull", True)),
                    _connector="OR",
                ),
                name="helpdesk_origin_is_request_or_question",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, ONLY_WHAT_FITTED_BEFORE),
    ]
