# SPDX-License-Identifier: AGPL-3.0-or-later
"""A stamp that changes with the calendar, so that a feed nobody touched answers 304."""

from django.db import migrations

TABLES = ("event", "session", "series", "material", "materialversion")
FORWARD = """
CREATE TABLE events_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  stamp uuid NOT NULL DEFAULT gen_random_uuid(),
  changed timestamptz NOT NULL DEFAULT now()
);
INSERT INTO events_state DEFAULT VALUES;
CREATE FUNCTION events_new_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE events_state SET stamp = gen_random_uuid(), changed = now();
  RETURN NULL;
END $$;
CREATE TRIGGER events_new_stamp AFTER UPDATE OF title, day, starts, ends, place, is_cancelled, ics
  ON events_session FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
CREATE TRIGGER events_new_stamp_rows AFTER INSERT OR DELETE OR TRUNCATE
  ON events_session FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
CREATE TRIGGER events_new_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
  ON events_event FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
CREATE TRIGGER events_new_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
  ON events_series FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
CREATE TRIGGER events_new_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
  ON events_material FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
CREATE TRIGGER events_new_stamp AFTER INSERT OR DELETE OR TRUNCATE
  ON events_materialversion FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
"""
BACK = (
    "".join(
        f"DROP TRIGGER IF EXISTS events_new_stamp ON events_{table};\n" for table in TABLES
    )
    + "DROP TRIGGER IF EXISTS events_new_stamp_rows ON events_session;\n"
    + "DROP FUNCTION events_new_stamp(); DROP TABLE events_state;"
)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
