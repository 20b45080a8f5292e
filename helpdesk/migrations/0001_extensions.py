# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """An operator's slots must not overlap: equality and overlap in one exclusion constraint."""

    dependencies = []
    operations = [BtreeGistExtension()]
