# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.factories.events import EventFactory, PlaceFactory, RegistrationFactory, SessionFactory


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def session(db):
    """Of an event that is over."""
    return SessionFactory(
        past=True, event=EventFactory(title="La qualità percepita", slug="qualita-percepita")
    )


@pytest.fixture
def event(session):
    return session.event


@pytest.fixture
def editor(client, redazione):
    client.force_login(redazione)
    return client


@pytest.fixture
def bari_took_part(session, bari):
    registration = RegistrationFactory(event=session.event, user=bari, email=bari.email)
    PlaceFactory(session=session, registration=registration)
    return bari


@pytest.fixture
def visitor(session):
    """Registered without an account, with a place."""
    return PlaceFactory(session=session, registration__gave_feedback=True).registration
