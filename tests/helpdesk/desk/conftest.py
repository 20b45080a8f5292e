# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def giulia(db):
    """A second operator."""
    return UserFactory(email="giulia@esempio.invalid", name="Giulia Verdi", operator=True)


@pytest.fixture
def desk(client, operatrice):
    """A browser in which Marta Leone, operator, is signed in."""
    client.force_login(operatrice)
    return client
