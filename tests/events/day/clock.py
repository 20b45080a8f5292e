# SPDX-License-Identifier: AGPL-3.0-or-later
from unittest import mock

from django.utils import timezone


def at(moment):
    """Everybody's clock shows `moment`."""
    return mock.patch.object(timezone, "now", return_value=moment)


def words(response) -> str:
    return response.text.replace("&#x27;", "'")
