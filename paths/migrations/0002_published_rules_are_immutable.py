# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database itself refuses to change or delete a version that was ever published."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION paths_ruleset_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'Una versione pubblicata delle regole non si elimina.' USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 'draft'
     OR (NEW.version, NEW.canonical, NEW.sha256, NEW.parent_id, NEW.from_file)
        IS DISTINCT FROM (OLD.version, OLD.canonical, OLD.sha256, OLD.parent_id, OLD.from_file) THEN
    RAISE EXCEPTION 'Una versione pubblicata delle regole non si cambia.' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paths_ruleset_immutable BEFORE UPDATE OR DELETE ON paths_ruleset
  FOR EACH ROW EXECUTE FUNCTION paths_ruleset_immutable();
"""
BACK = """
DROP TRIGGER paths_ruleset_immutable ON paths_ruleset;
DROP FUNCTION paths_ruleset_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("paths", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
