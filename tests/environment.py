# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loaded by pytest before the settings: the local database must exist by then."""

import os

os.environ["MIGLIORAPA_MODE"] = "test"

from migliorapa.local import environment

environment.prepare(os.environ)
