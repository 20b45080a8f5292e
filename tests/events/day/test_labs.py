# SPDX-License-Identifier: AGPL-3.0-or-later
"""Minutes and experiences of a lab come out when somebody says so, and as they were read."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.actions import labs
from events.models import Event, Experience, LabGroup
from tests.factories.events import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    session = SessionFactory(lab=True, past=True)
    Event.objects.update(proceedings_published=timezone.now())
    return labs.save_group(
        group=LabGroup(session=session, theme="Sportello", minutes="Si è parlato di **attese**.")
    )


def experience(session, **more) -> Experience:
    facts = {"title": "Il questionario breve", "body": "Cinque domande.", **more}
    return labs.save_experience(experience=Experience(session=session, **facts))


def proceedings(client, session) -> str:
    return client.get(f"{session.event.get_absolute_url()}atti/").text


def test_minutes_are_public_once_approved(client, group, redazione):
    assert "attese" not in proceedings(client, group.session)
    approved = labs.approve_minutes(group=group, actor=redazione)
    assert approved.approved_by == redazione
    assert "<strong>attese</strong>" in proceedings(client, group.session)
    labs.withdraw_approval(group=approved)
    assert "attese" not in proceedings(client, group.session)


def test_changed_minutes_wait_for_a_new_approval(client, group, redazione):
    group = labs.approve_minutes(group=group, actor=redazione)
    group.theme = "Lo sportello"
    assert labs.save_group(group=group).approved
    group.minutes = "Tutt'altro."
    assert labs.save_group(group=group).approved is None
    assert "altro." not in proceedings(client, group.session)


def test_empty_minutes_are_not_approved(redazione):
    group = LabGroup.objects.create(session=SessionFactory(lab=True), theme="Vuoto")
    with pytest.raises(ValidationError, match="vuoto"):
        labs.approve_minutes(group=group, actor=redazione)


def test_an_experience_is_public_with_its_administration(client, group):
    told = experience(group.session)
    with pytest.raises(ValidationError, match="quale amministrazione"):
        labs.publish_experience(experience=told)
    told.administration_name = "Comune di Collesereno"
    labs.publish_experience(experience=labs.save_experience(experience=told))
    assert "Il questionario breve" in proceedings(client, group.session)
    labs.publish_experience(experience=told, published=False)
    assert "Il questionario breve" not in proceedings(client, group.session)


def test_an_experience_belongs_to_a_group_of_its_own_session(group):
    with pytest.raises(ValidationError, match="altra sessione"):
        experience(SessionFactory(lab=True), group=group)


def test_markup_in_minutes_is_harmless(group, redazione):
    group.minutes = "<script>alert(1)</script> testo"
    assert "<script" not in labs.save_group(group=group).minutes_html
