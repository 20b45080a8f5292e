# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every app loads its content in the same way: what was loaded is kept in one place."""

from django.db import migrations, models

COPY = """
INSERT INTO {into} (name, file_sha256, row_sha256, loaded)
SELECT name, file_sha256, row_sha256, loaded FROM {of};
"""


class Migration(migrations.Migration):
    dependencies = [("paths", "0003_state_stamp"), ("core", "0006_loaded_files")]
    operations = [
        migrations.RunSQL(
            COPY.format(into="core_loadedfile", of="paths_loadedfile"),
            COPY.format(into="paths_loadedfile", of="core_loadedfile")
            + "DELETE FROM core_loadedfile;",
        ),
        migrations.DeleteModel("LoadedFile"),
    ]
