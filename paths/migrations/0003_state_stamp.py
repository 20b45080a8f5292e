# SPDX-License-Identifier: AGPL-3.0-or-later
"""A stamp that changes with the catalogue, so that processes know when to read it anew."""

from django.db import migrations

TABLES = (
    *("phase", "step", "tool", "deepdive", "path", "steptool", "pathstep", "pathdeepdive"),
    *("question", "answer", "glossaryterm", "ruleset"),
)
FORWARD = """
CREATE TABLE paths_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  stamp uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO paths_state DEFAULT VALUES;
CREATE FUNCTION paths_new_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE paths_state SET stamp = gen_random_uuid();
  RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER paths_new_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE "
    f"ON paths_{table} FOR EACH STATEMENT EXECUTE FUNCTION paths_new_stamp();\n"
    for table in TABLES
)
BACK = (
    "".join(f"DROP TRIGGER paths_new_stamp ON paths_{table};\n" for table in TABLES)
    + "DROP FUNCTION paths_new_stamp(); DROP TABLE paths_state;"
)


class Migration(migrations.Migration):
    dependencies = [("paths", "0002_published_rules_are_immutable")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
