# SPDX-License-Identifier: AGPL-3.0-or-later
"""The questionnaire that a path advises; the addresses that entries had.

A trigger keeps them, whoever changes the address: admin, content files, `psql`.
"""

import django.db.models.deletion
from django.db import migrations, models


TABLES = {"path": "path", "step": "step", "tool": "tool", "deepdive": "deep_dive"}
FORWARD = """
CREATE FUNCTION paths_keep_former_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM paths_formeraddress WHERE kind = TG_ARGV[0] AND slug = NEW.slug;
  INSERT INTO paths_formeraddress (kind, slug, code) VALUES (TG_ARGV[0], OLD.slug, NEW.code)
    ON CONFLICT (kind, slug) DO UPDATE SET code = excluded.code;
  RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER paths_keep_former_address AFTER UPDATE OF slug ON paths_{table} "
    f"FOR EACH ROW WHEN (OLD.slug <> NEW.slug) "
    f"EXECUTE FUNCTION paths_keep_former_address('{kind}');\n"
    for table, kind in TABLES.items()
)
BACK = (
    "".join(f"DROP TRIGGER paths_keep_former_address ON paths_{table};\n" for table in TABLES)
    + "DROP FUNCTION paths_keep_former_address();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("paths", "0004_loaded_files_move_to_core"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalpath",
            name="questionnaire",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Il questionario standard da cui partire: i passi del percorso lo mostrano per primo.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="paths.tool",
                verbose_name="questionario consigliato",
            ),
        ),
        migrations.AddField(
            model_name="path",
            name="questionnaire",
            field=models.ForeignKey(
                blank=True,
                help_text="Il questionario standard da cui partire: i passi del percorso lo mostrano per primo.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="advised_by",
                to="paths.tool",
                verbose_name="questionario consigliato",
            ),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12, verbose_name="tipo")),
                ("slug", models.SlugField(max_length=80, verbose_name="indirizzo di prima")),
                ("code", models.CharField(max_length=10, verbose_name="codice")),
            ],
            options={
                "verbose_name": "indirizzo di prima",
                "verbose_name_plural": "indirizzi di prima",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slug"), name="paths_formeraddress_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
