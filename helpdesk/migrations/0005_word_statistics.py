# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often each of the commonest words occurs in requests, for the planner of searches.

With PostgreSQL's usual hundred it knows some fifty lexemes, takes every rare word for a common
one and reads the requests one by one in the order of time: 36 ms against 1 among 100,000.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0004_ticket_search")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE helpdesk_ticket ALTER COLUMN search SET STATISTICS 1000",
            "ALTER TABLE helpdesk_ticket ALTER COLUMN search SET STATISTICS -1",
        )
    ]
