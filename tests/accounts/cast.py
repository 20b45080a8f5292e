# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fixed cast: `bari` owns, `lecce` is another administration and must not see."""

import pytest

from tests.factories.accounts import AdministrationFactory, MembershipFactory, UserFactory


@pytest.fixture
def comune_di_bari(db):
    return AdministrationFactory(
        ipa_code="c_a662", name="Comune di Bari", email_domain="comune.bari.it"
    )


@pytest.fixture
def comune_di_lecce(db):
    return AdministrationFactory(
        ipa_code="c_e506",
        name="Comune di Lecce",
        email_domain="comune.lecce.it",
        istat_code="075035",
    )


@pytest.fixture
def bari(comune_di_bari):
    """Coordinator of Comune di Bari."""
    user = UserFactory(email="bari@esempio.invalid", name="Anna Esposito")
    MembershipFactory(user=user, administration=comune_di_bari, coordinator=True)
    return user


@pytest.fixture
def lecce(comune_di_lecce):
    """Coordinator of Comune di Lecce, who must not see what is Bari's."""
    user = UserFactory(email="lecce@esempio.invalid", name="Luca Greco")
    MembershipFactory(user=user, administration=comune_di_lecce, coordinator=True)
    return user


@pytest.fixture
def operatrice(db):
    return UserFactory(email="operatrice@esempio.invalid", name="Marta Leone", operator=True)


@pytest.fixture
def redazione(db):
    return UserFactory(email="redazione@esempio.invalid", name="Paolo Riva", staff=True)
