# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stamp covers all that event pages keep in memory, and its clock never goes back."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION events_new_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE events_state SET stamp = gen_random_uuid(), changed = {moment};
  RETURN NULL;
END $$;
"""
# All columns but `last_number`, which every registration writes.
SESSION_COLUMNS = (
    *("event_id", "position", "kind", "title", "summary", "summary_html", "day", "starts", "ends"),
    *("place", "is_cancelled", "capacity", "has_waiting_list", "per_administration"),
    *("what_to_bring", "sequence", "modified", "ics"),
)
OLD_COLUMNS = ("title", "day", "starts", "ends", "place", "is_cancelled", "ics")
SESSION = """
DROP TRIGGER events_new_stamp ON events_session;
CREATE TRIGGER events_new_stamp AFTER UPDATE OF {columns}
  ON events_session FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();
"""
MORE = ("events_contribution", "events_speaker", "core_topic")
ADDED = "".join(
    f"CREATE TRIGGER events_new_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION events_new_stamp();\n"
    for table in MORE
)
REMOVED = "".join(f"DROP TRIGGER IF EXISTS events_new_stamp ON {table};\n" for table in MORE)


class Migration(migrations.Migration):
    dependencies = [("events", "0002_state_stamp"), ("core", "__first__")]
    operations = [
        migrations.RunSQL(
            FUNCTION.format(moment="greatest(changed, clock_timestamp())")
            + SESSION.format(columns=", ".join(SESSION_COLUMNS))
            + ADDED,
            REMOVED
            + SESSION.format(columns=", ".join(OLD_COLUMNS))
            + FUNCTION.format(moment="now()"),
        )
    ]
