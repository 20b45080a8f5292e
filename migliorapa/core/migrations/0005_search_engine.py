# SPDX-License-Identifier: AGPL-3.0-or-later
"""Postings, words, synonyms and the log of searches in place of one text search vector."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_search_weight")]

    operations = [
        # Rows come back with the next load_content or reindex, with their postings.
        migrations.RunSQL("DELETE FROM core_searchdocument", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="searchdocument", name="core_search_vector"),
        migrations.RemoveIndex(model_name="searchdocument", name="core_search_title_trgm"),
        migrations.RemoveField(model_name="searchdocument", name="vector"),
        migrations.AddField(
            model_name="searchdocument",
            name="topics",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60),
                blank=True,
                default=list,
                size=None,
                verbose_name="argomenti",
            ),
        ),
        migrations.CreateModel(
            name="SearchPosting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "document", "stem", blank=True, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="core.searchdocument",
                    ),
                ),
                ("stem", models.CharField(db_collation="C", max_length=40)),
                ("frequency", models.FloatField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["stem", "-frequency"],
                        include=("document",),
                        name="core_search_posting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(db_collation="C", max_length=40)),
                ("stem", models.CharField(db_collation="C", max_length=40)),
                ("root", models.CharField(db_collation="C", max_length=40)),
                (
                    "spellings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["word"], name="core_search_word"),
                    models.Index(fields=["root", "stem"], name="core_search_root"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["spellings"], name="core_search_spellings", fastupdate=False
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchFrequent",
            fields=[
                (
                    "stem",
                    models.CharField(
                        db_collation="C", max_length=40, primary_key=True, serialize=False
                    ),
                ),
                ("documents", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchSynonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Parole o espressioni separate da virgole, per esempio: "
                        "«scadenza, termine, data limite». Per una sigla: "
                        "«URP, ufficio relazioni con il pubblico».",
                        max_length=400,
                        verbose_name="parole",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("synonym", "sinonimi"), ("acronym", "sigla")],
                        default="synonym",
                        max_length=10,
                        verbose_name="tipo",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="attivo")),
                (
                    "proposed_from",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="proposto dalla ricerca"
                    ),
                ),
                ("origin", models.CharField(blank=True, editable=False, max_length=400)),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "roots",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
            ],
            options={
                "verbose_name": "gruppo di sinonimi",
                "verbose_name_plural": "sinonimi e sigle",
                "ordering": ["words"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["keys"], name="core_search_synonym_keys"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="ricerca")),
                ("day", models.DateField(verbose_name="giorno")),
                ("results", models.PositiveIntegerField(verbose_name="risultati")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="volte")),
                (
                    "clicked",
                    models.PositiveIntegerField(default=0, verbose_name="con un risultato aperto"),
                ),
            ],
            options={
                "verbose_name": "ricerca fatta",
                "verbose_name_plural": "ricerche fatte",
                "ordering": ["-day", "-count", "text"],
                "constraints": [
                    models.UniqueConstraint(fields=("text", "day"), name="core_search_query")
                ],
            },
        ),
    ]
