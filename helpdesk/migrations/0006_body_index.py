# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of administrations, found by their words alone.

In the index of whole requests a word of a name has to be told from the same word of a message row
by row.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0005_word_statistics")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX helpdesk_body ON helpdesk_ticket "
            "USING gin (helpdesk_words(administration_name));"
            "ALTER INDEX helpdesk_body ALTER COLUMN 1 SET STATISTICS 1000",
            "DROP INDEX helpdesk_body",
        )
    ]
