# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths import actions
from paths.models import RuleSet


@pytest.fixture
def in_force(catalogue):
    return RuleSet.objects.in_force().get()


@pytest.fixture
def draft(in_force):
    return actions.start_draft(parent=in_force)


@pytest.fixture
def editor(client, redazione):
    client.force_login(redazione)
    return client
