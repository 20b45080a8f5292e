#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")
    if os.environ.get("MIGLIORAPA_MODE") != "production":
        from migliorapa.local.environment import prepare

        prepare(os.environ)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
