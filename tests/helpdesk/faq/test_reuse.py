# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who gives a judgement, and what counts as using an answer again."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk.actions import publication, reuse
from helpdesk.figures.reuse import figures
from helpdesk.models import Faq, FaqOrigin, FaqReading, FaqVote
from migliorapa.accounts import personal_data
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import FaqFactory, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def born_in_bari(comune_di_bari, bari, operatrice):
    """Published, and made from a request of Bari."""
    faq = FaqFactory(born_at=comune_di_bari, question="Quante risposte?", code="Q900")
    FaqOrigin.objects.create(faq=faq, ticket=opened(bari, administration=comune_di_bari))
    return faq


def useful(client, faq, answer="si", **headers):
    client.post(f"{faq.get_absolute_url()}utile/", {"utile": answer}, headers=headers)


def counts(faq):
    return Faq.objects.values_list("useful", "not_useful").get(pk=faq.pk)


def test_two_people_of_one_office_vote_each_and_the_second_vote_of_one_replaces_the_first(
    client, bari, lecce
):
    faq = FaqFactory()
    for user, answer in ((bari, "si"), (lecce, "no"), (lecce, "si"), (lecce, "no")):
        client.force_login(user)
        useful(client, faq, answer)
    assert counts(faq) == (1, 1)


def test_a_person_votes_once_whatever_the_day_and_the_browser(client, bari, monkeypatch):
    faq = FaqFactory()
    client.force_login(bari)
    useful(client, faq, **{"User-Agent": "uno"})
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    useful(client, faq, "no", **{"User-Agent": "due"})
    assert counts(faq) == (0, 1)


def test_a_person_reads_their_judgements_and_nothing_leads_to_them_when_they_leave(client, bari):
    faq = FaqFactory(code="F908")
    client.force_login(bari)
    useful(client, faq, "no")
    told = personal_data.collect(bari)["giudizi_sulle_faq"]
    assert [(row["faq"], row["utile"]) for row in told] == [("F908", False)]
    before = FaqVote.objects.get().voter
    bari.delete()
    assert FaqVote.objects.exclude(voter=before).count() == 1


def test_visitors_behind_one_address_with_other_browsers_do_not_erase_each_other(client):
    faq = FaqFactory()
    for browser, answer in (("uno", "si"), ("due", "no"), ("due", "no")):
        useful(client, faq, answer, **{"User-Agent": browser})
    assert counts(faq) == (1, 1)


def test_a_vote_that_is_changed_counts_from_when_it_was_changed(client, bari):
    faq = FaqFactory()
    client.force_login(bari)
    useful(client, faq)
    FaqVote.objects.update(created=timezone.now() - timedelta(days=90))
    useful(client, faq, "no")
    assert FaqVote.objects.get().created > timezone.now() - timedelta(hours=1)


def test_who_thinks_better_of_it_has_not_used_it_unless_it_solved_a_need(
    client, lecce, comune_di_lecce
):
    faq = FaqFactory()
    client.force_login(lecce)
    useful(client, faq)
    useful(client, faq, "no")
    assert not FaqReading.objects.exists()
    assert Faq.objects.get(pk=faq.pk).reused_by == 0
    reuse.solved(text="Quante?", url="/x/", faq=faq, administration=comune_di_lecce)
    useful(client, faq)
    useful(client, faq, "no")
    assert Faq.objects.get(pk=faq.pk).reused_by == 1


def test_who_asked_does_not_use_the_answer_again(client, born_in_bari, bari, lecce):
    for user in (bari, lecce):
        client.force_login(user)
        useful(client, born_in_bari)
    born_in_bari.refresh_from_db()
    assert born_in_bari.reused_by == 1
    found = figures()
    assert (found.answers, found.users, found.askers) == (1, 1, 1)
    assert found.in_words == (
        "Una risposta usata da un'amministrazione, nata dalla domanda di un'amministrazione."
    )


def test_an_administration_found_to_have_asked_too_is_no_longer_counted(
    client, born_in_bari, lecce, comune_di_lecce, operatrice
):
    reuse.reused(faq=born_in_bari, administration=comune_di_lecce)
    assert figures().answers == 1
    ticket = opened(lecce, administration=comune_di_lecce)
    publication.add_origin(faq=born_in_bari, ticket=ticket, actor=operatrice)
    born_in_bari.refresh_from_db()
    assert born_in_bari.reused_by == 0
    assert figures().in_words == ""


def test_the_same_figures_are_read_by_all_by_operators_and_in_the_table(
    client, born_in_bari, operatrice, comune_di_bari, comune_di_lecce
):
    other = FaqFactory(question="Che cosa serve?")
    for faq in (born_in_bari, other):
        for administration in (comune_di_bari, comune_di_lecce):
            reuse.reused(faq=faq, administration=administration)
    said = "2 risposte usate da 2 amministrazioni, nate dalla domanda di un&#x27;amministrazione."
    public = client.get("/aiuto/come-rispondiamo/").text
    assert said in public
    assert public.index("Che cosa serve?") < public.index("Quante risposte?")
    client.force_login(operatrice)
    assert said in client.get("/aiuto/operatori/rapporti/").text
    text = client.get("/aiuto/operatori/rapporti.csv").content.decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    named = [name for name in rows[0] if "mministrazion" in name and "tipo" not in name]
    assert [rows[0][name] for name in named] == ["2", "2", "1"]
    assert all(row[name] == "" for row in rows[1:] for name in named)


def test_reports_count_what_was_used_in_the_period(client, operatrice, comune_di_lecce):
    reuse.reused(faq=FaqFactory(), administration=comune_di_lecce)
    client.force_login(operatrice)
    address = "/aiuto/operatori/rapporti/"
    assert "Risposte usate da altri" in client.get(address).text
    FaqReading.objects.update(first=timezone.now() - timedelta(days=90))
    assert "Risposte usate da altri" not in client.get(address).text


def test_what_left_the_site_is_not_boasted_of(comune_di_lecce):
    faq = FaqFactory()
    reuse.reused(faq=faq, administration=comune_di_lecce)
    Faq.objects.filter(pk=faq.pk).update(status=Faq.Status.WITHDRAWN)
    assert figures().answers == 0


def test_a_colleague_of_who_asked_is_no_other_administration(client, born_in_bari, comune_di_bari):
    colleague = UserFactory(email="collega@esempio.invalid")
    MembershipFactory(user=colleague, administration=comune_di_bari, approved=True)
    client.force_login(colleague)
    useful(client, born_in_bari)
    assert Faq.objects.get(pk=born_in_bari.pk).reused_by == 0
