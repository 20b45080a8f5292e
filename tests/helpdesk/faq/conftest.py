# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def colleague():
    """The second person."""
    return UserFactory(operator=True, name="Sara Blu", email="sara@esempio.invalid")
