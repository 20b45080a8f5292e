# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two requests of one need: nobody is left in one where no answer comes."""

import pytest
from django.core.exceptions import ValidationError

from helpdesk import links
from helpdesk.actions import merging, tickets
from helpdesk.models import Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(comune_di_bari):
    user = UserFactory(email="collega@esempio.invalid", name="Ugo Sarti")
    MembershipFactory(user=user, administration=comune_di_bari, approved=True)
    return user


def mail(key):
    return OutboxMail.objects.get(key__startswith=f"helpdesk:{key}")


def state(ticket):
    return Ticket.objects.get(pk=ticket.pk).state


def test_the_mail_leads_to_the_request_that_goes_on(client, bari, operatrice):
    first, kept = opened(bari), opened(bari, subject="Il campione")
    merging.merge(ticket=first, into=kept, actor=operatrice)
    told = mail(f"merged:{first.pk}:")
    assert kept.get_absolute_url() in told.text
    assert "«Il campione»" in told.text
    client.force_login(bari)
    page = client.get(first.get_absolute_url())
    assert f'href="{kept.get_absolute_url()}"' in page.text


def test_a_visitor_goes_on_by_the_link_of_the_other(client, operatrice):
    first, kept = (tickets.confirm_ticket(ticket=opened()) for _ in range(2))
    merging.merge(ticket=first, into=kept, actor=operatrice)
    assert links.path_of(kept) in client.get(links.path_of(first)).text
    stranger = tickets.confirm_ticket(ticket=opened(email="altra@esempio.invalid"))
    with pytest.raises(ValidationError, match="Collegate"):
        merging.merge(ticket=stranger, into=kept, actor=operatrice)


def test_requests_of_two_administrations_are_not_merged(bari, lecce, operatrice):
    first, other = opened(bari), opened(lecce)
    with pytest.raises(ValidationError, match="resterebbe senza risposta"):
        merging.merge(ticket=first, into=other, actor=operatrice)
    assert state(first) == "new"
    assert not OutboxMail.objects.filter(key__startswith="helpdesk:merged").exists()


def test_a_claimed_administration_does_not_make_a_colleague(bari, comune_di_bari, operatrice):
    visitor = tickets.confirm_ticket(ticket=opened(administration=comune_di_bari))
    theirs = opened(bari, administration=comune_di_bari, visibility="everybody")
    with pytest.raises(ValidationError, match="Collegate"):
        merging.merge(ticket=visitor, into=theirs, actor=operatrice)


def test_a_colleague_who_may_read_the_other_goes_on_there_and_hears_the_answer(
    client, bari, colleague, comune_di_bari, operatrice
):
    first = opened(colleague, administration=comune_di_bari)
    kept = opened(bari, administration=comune_di_bari, visibility="nobody")
    with pytest.raises(ValidationError, match="Collegate"):
        merging.merge(ticket=first, into=kept, actor=operatrice)
    tickets.set_visibility(ticket=kept, visibility="everybody", colleagues=[], actor=bari)
    merging.merge(ticket=first, into=kept, actor=operatrice)
    client.force_login(colleague)
    assert f'href="{kept.get_absolute_url()}"' in client.get(first.get_absolute_url()).text
    answer = tickets.answer(ticket=kept, text="Servono 335 risposte.", actor=operatrice)
    assert "335" in mail(f"answered:{answer.pk}:{colleague.pk}").text


@pytest.mark.parametrize("over", ["solved", "closed", "merged", "spam", "unconfirmed"])
def test_nothing_is_merged_into_what_is_over(bari, operatrice, over):
    first, other = opened(bari), opened(bari)
    Ticket.objects.filter(pk=other.pk).update(state=over)
    with pytest.raises(ValidationError, match="non è aperta"):
        merging.merge(ticket=first, into=other, actor=operatrice)
    with pytest.raises(ValidationError, match="sé stessa"):
        merging.merge(ticket=first, into=first, actor=operatrice)


def test_what_was_merged_by_mistake_goes_on_by_itself_and_can_be_merged_again(bari, operatrice):
    first, kept = opened(bari), opened(bari)
    merging.merge(ticket=first, into=kept, actor=operatrice)
    back = merging.separate(ticket=first, actor=operatrice)
    assert (back.state, back.merged_into) == ("new", None)
    assert back.first_answer_due is not None
    assert "separate" in mail(f"separated:{first.pk}:").text
    fields = list(first.changes.values_list("field", flat=True))
    assert fields == ["stato", "unita a", "stato", "separata da"]
    merging.merge(ticket=first, into=kept, actor=operatrice)
    assert OutboxMail.objects.filter(key__startswith=f"helpdesk:merged:{first.pk}:").count() == 2


def test_a_link_is_made_and_taken_away_once(bari, lecce, operatrice):
    first, other = opened(bari), opened(lecce)
    for _ in range(2):
        merging.link(ticket=first, other=other, actor=operatrice)
    for _ in range(2):
        merging.unlink(ticket=first, other=other, actor=operatrice)
    assert not other.linked.exists()
    assert list(first.changes.values_list("before", "after")) == [
        ("", other.number),
        (other.number, ""),
    ]
