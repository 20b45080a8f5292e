# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of requests: what is due first, filters as words, the same cost however long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk.actions import tickets
from helpdesk.desk import listing
from helpdesk.models import Ticket
from migliorapa.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import QueueFactory, TicketFactory, opened

from .pages import DESK, listed, page_of, tags, told

pytestmark = pytest.mark.django_db


def due_in(hours, **fields):
    return TicketFactory(next_due=timezone.now() + timedelta(hours=hours), **fields)


def test_what_is_due_first_comes_first_and_what_waits_comes_last(desk):
    due_in(50, subject="Dopo")
    TicketFactory(waiting=True, subject="Ferma")
    due_in(-2, subject="Tardi")
    due_in(3, subject="Presto")
    assert listed(desk.get(DESK)) == ["Tardi", "Presto", "Dopo", "Ferma"]


def test_each_row_says_the_promise_its_age_and_who_has_it(desk, operatrice, bari):
    ticket = opened(bari)
    Ticket.objects.update(
        first_answer_due=datetime(2031, 7, 3, 9, 30, tzinfo=UTC),
        next_due=datetime(2031, 7, 3, 9, 30, tzinfo=UTC),
        created=timezone.now() - timedelta(hours=3),
    )
    text = told(desk.get(DESK))
    assert "Risposta entro giovedì 3 luglio 2031, ore 11:30" in text
    assert "di nessuno · da 3 ore" in text
    tickets.take(ticket=ticket, actor=operatrice)
    assert "in carico a Marta Leone" in told(desk.get(DESK))


@pytest.mark.parametrize("change", [{"role": User.Role.CONTACT_PERSON}, {"is_active": False}])
def test_who_no_longer_answers_is_still_named_in_what_is_his(desk, change):
    former = UserFactory(name="Vito Ex", role=User.Role.OPERATOR)
    TicketFactory(assignee=former)
    User.objects.filter(pk=former.pk).update(**change)
    page = desk.get(DESK)
    assert "in carico a Vito Ex" in told(page)
    assert "Vito Ex" not in page.context["operators"]


def test_who_has_no_name_is_called_by_the_address(desk):
    TicketFactory(assignee=UserFactory(name="", role=User.Role.OPERATOR, email="z@ente.example"))
    page = desk.get(DESK)
    assert "in carico a z@ente.example" in told(page)
    assert "z@ente.example" in page.context["operators"]


def test_the_list_is_narrowed_to_who_has_it_and_to_a_priority(desk, operatrice, giulia):
    TicketFactory(subject="Marta alta", assignee=operatrice, priority=1)
    TicketFactory(subject="Giulia alta", assignee=giulia, priority=1)
    TicketFactory(subject="Giulia bassa", assignee=giulia, priority=3)
    TicketFactory(subject="Di nessuno")
    page = desk.get(f"{DESK}?carico={giulia.pk}")
    assert set(listed(page)) == {"Giulia alta", "Giulia bassa"}
    assert f'<option value="{giulia.pk}" selected>Giulia Verdi</option>' in page.text
    assert f'vista=tutte&amp;carico={giulia.pk}"' in page.text
    assert listed(desk.get(f"{DESK}?carico={giulia.pk}&priorita=1")) == ["Giulia alta"]
    assert set(listed(desk.get(f"{DESK}?priorita=1"))) == {"Marta alta", "Giulia alta"}
    assert listed(desk.get(f"{DESK}?carico={10**17}")) == []
    for wrong in ("carico=x", "carico=-1", "carico=²", "priorita=4", "priorita=%00"):
        assert len(listed(desk.get(f"{DESK}?{wrong}"))) == 4


def test_late_and_near_are_said_in_words(desk):
    due_in(-1, first_answer_due=timezone.now() - timedelta(hours=1))
    due_in(1)
    due_in(24 * 20)
    text = told(desk.get(DESK))
    assert "risposta in ritardo: era prevista entro" in text.lower()
    new = "Da prendere in carico"
    assert tags(desk.get(DESK)) == [f"In ritardo {new}", f"In scadenza {new}", new]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("aperte", {"tardi", "presto", "nuova", "ferma", "mia"}),
        ("in-ritardo", {"tardi"}),
        ("in-scadenza", {"presto"}),
        ("da-prendere", {"tardi", "presto", "nuova"}),
        ("in-lavorazione", {"mia"}),
        ("in-attesa", {"ferma"}),
        ("mie", {"mia"}),
        ("non-assegnate", {"tardi", "presto", "nuova", "ferma"}),
        ("risolte", {"risolta"}),
        ("tutte", {"tardi", "presto", "nuova", "ferma", "mia", "risolta"}),
        ("da-parte", {"indesiderata", "senza conferma"}),
    ],
)
def test_each_view_lists_its_own_requests_and_tabs_count_them(desk, operatrice, view, expected):
    due_in(-1, subject="tardi")
    due_in(1, subject="presto")
    TicketFactory(subject="nuova")
    TicketFactory(subject="ferma", waiting=True)
    TicketFactory(subject="mia", open=True, assignee=operatrice)
    TicketFactory(subject="risolta", solved_already=True, assignee=operatrice)
    TicketFactory(subject="indesiderata", state="spam")
    TicketFactory(subject="senza conferma", visitor=True, state="unconfirmed")
    response = desk.get(DESK, {"vista": view})
    assert set(listed(response)) == expected
    shown = dict((label, count) for label, _, count, _ in response.context["views"])
    assert shown["Aperte"] == "5"
    assert (shown["Mie"], shown["Tutte"]) == ("1", "")


def test_filters_by_queue_topic_step_kind_of_body_and_days(desk, comune_di_bari):
    other = QueueFactory(slug="norme", label="Norme")
    TicketFactory(subject="una", queue=other)
    TicketFactory(subject="due", topics=["campione"])
    TicketFactory(subject="tre", step="S10", administration=comune_di_bari)
    TicketFactory(subject="quattro", created=datetime(2025, 3, 30, 22, 30, tzinfo=UTC))

    def found(**query):
        return listed(desk.get(DESK, query))

    assert found(coda="norme") == ["una"]
    assert found(argomento="campione") == ["due"]
    assert found(passo="S10", tipo="comune") == ["tre"]
    assert found(tipo="scuola") == []
    assert found(dal="2025-03-31", al="2025-03-31") == ["quattro"]  # 0:30 in Rome
    assert found(dal="2025-03-30", al="2025-03-30") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("questionari qualita", ["Questionario sulla qualità"]),
        ("QUALITÀ", ["Questionario sulla qualità"]),
        ('"mense scolastiche"', ["Mense"]),
        ('"scolastiche mense"', []),
        ("mense -bambini", []),
        ("bari", ["Mense"]),
        ("lettera & : * ( ) !", []),
    ],
)
def test_words_are_looked_for_in_the_whole_request(desk, bari, words, expected, comune_di_bari):
    opened(
        bari,
        subject="Mense",
        text="Le mense scolastiche dei bambini.",
        administration=comune_di_bari,
    )
    opened(subject="Questionario sulla qualità", text="Aiuto.", confirmed=True)
    assert listed(desk.get(DESK, {"cerca": words})) == expected


def test_a_number_finds_its_request_and_replies_are_found_too(desk, bari, operatrice):
    first, second = opened(bari, subject="una"), opened(bari, subject="due")
    assert listed(desk.get(DESK, {"cerca": f"r{second.pk}"})) == ["due"]
    assert listed(desk.get(DESK, {"cerca": str(second.pk)})) == ["due"]
    tickets.answer(ticket=first, text="Leggete il capitolo sugli ombrelloni.", actor=operatrice)
    tickets.note(ticket=first, text="Vedi pratica girasole.", actor=operatrice)
    for word in ("ombrellone", "girasole"):
        assert listed(desk.get(DESK, {"cerca": word})) == ["una"]


def test_the_beginning_of_the_name_of_an_administration_is_enough(desk):
    TicketFactory(subject="una", administration_name="Comune di Collesereno")
    TicketFactory(subject="due", administration_name="Comune di Rivafinta")
    assert listed(desk.get(DESK, {"ente": "colles"})) == ["una"]
    assert listed(desk.get(DESK, {"ente": "Comune"})) == ["una", "due"]
    assert listed(desk.get(DESK, {"ente": "'); drop"})) == []


def all_pages(desk, query):
    """The subjects of every page of a list."""
    seen, after = [], "first"
    while after:
        response = desk.get(DESK, {**query, "dopo": after})
        seen += listed(response)
        after = response.context["listing"].after
    return seen


@pytest.mark.parametrize("view", ["aperte", "tutte"])
def test_pages_neither_skip_nor_repeat(desk, view):
    for number in range(60):
        due = timezone.now() + timedelta(hours=number // 7) if number < 40 else None
        TicketFactory(subject=f"n{number}", next_due=due)
    seen = all_pages(desk, {"vista": view})
    assert len(seen) == len(set(seen)) == 60


@pytest.fixture(params=[10, 45, 2_000])
def nearest(request, monkeypatch):
    """Among how many requests several words are looked for before their index is asked."""
    monkeypatch.setattr(listing, "NEAREST", request.param)
    listing._statement.cache_clear()
    yield
    listing._statement.cache_clear()


@pytest.mark.parametrize("view", ["aperte", "tutte"])
def test_several_words_are_found_in_their_order_wherever_they_are(desk, nearest, view):
    for number in range(90):
        due = timezone.now() + timedelta(hours=number // 7) if number < 60 else None
        about = "Mensa" if number % 3 else "Mensa e campione"
        TicketFactory(subject=f"{about} {number}", next_due=due)
    everything = [name for name in all_pages(desk, {"vista": view}) if "campione" in name]
    assert all_pages(desk, {"vista": view, "cerca": "campione mensa"}) == everything
    assert len(everything) == 30


@pytest.mark.parametrize("number", [1, 3, 50])
@pytest.mark.parametrize(
    "query", [{}, {"vista": "tutte"}, {"cerca": "quante risposte", "ente": "prova"}]
)
def test_the_list_asks_six_statements_at_most(
    desk, operatrice, django_assert_max_num_queries, number, query
):
    for _ in range(number):
        TicketFactory(assignee=operatrice, administration_name="Comune di Prova")
    with django_assert_max_num_queries(5):  # and the one of the second factor
        assert len(listed(desk.get(DESK, query))) == min(number, 25)


BAD = [
    *("\0", "a\0b", "9" * 5000, "-1", "9" * 17 + "-" + "9" * 17, "0-0", "x" * 3000),
    *("' or 1=1", "assignee__password", "2025-02-31", b"\xed\xa0\x80", b"\xff"),
]


@pytest.mark.parametrize("value", BAD)
def test_bad_filters_give_a_clean_page(desk, value):
    names = (
        *("vista", "cerca", "ente", "coda", "argomento", "passo", "tipo", "dal", "al", "dopo"),
        *("carico", "priorita", "esito", "giudizio", "sort", "o", "page"),
    )
    for name in names:
        assert desk.get(DESK, {name: value}).status_code == 200, name
    assert desk.get(DESK, dict.fromkeys(names, value)).status_code == 200


@pytest.mark.parametrize("key", ["assignee__password__startswith", "requester__email", "pk__in"])
def test_no_filter_walks_from_a_request_to_its_people(desk, bari, key):
    opened(bari, subject="Una sola")
    assert "Una sola" in told(desk.get(DESK, {key: "x"}))


def test_only_operators_and_staff_know_that_the_pages_exist(bari, redazione):
    ticket = opened(bari, visibility="everybody")
    for address in (DESK, page_of(ticket), f"{DESK}tasti/"):
        client = Client()
        assert client.get(address).url.startswith("/accesso/login/")
        client.force_login(bari)
        assert client.get(address).status_code == 404
        client.force_login(redazione)
        assert client.get(address).status_code == 200


def test_what_was_set_aside_is_found_from_the_foot_of_the_list_and_comes_back(desk):
    ticket = TicketFactory(subject="Offerta di piscine", state="spam", visitor=True)
    page = desk.get(DESK)
    assert "Offerta di piscine" not in told(page)
    assert "Da confermare" not in [label for label, *_ in page.context["views"]]
    assert '<a href="?vista=da-parte">Richieste da confermare o indesiderate</a>' in page.text
    aside = desk.get(DESK, {"vista": "da-parte"})
    assert listed(aside) == ["Offerta di piscine"]
    assert [label for label, *_, current in aside.context["views"] if current] == [
        "Da confermare o indesiderate"
    ]
    desk.post(page_of(ticket), {"do": "restore"})
    assert listed(desk.get(DESK, {"vista": "da-parte"})) == []
    assert listed(desk.get(DESK, {"vista": "tutte"})) == ["Offerta di piscine"]


def test_who_finds_nothing_among_all_is_sent_to_what_was_set_aside(desk):
    page = desk.get(DESK, {"vista": "tutte", "cerca": "girasole e mare"})
    assert 'href="?vista=da-parte&amp;cerca=girasole+e+mare"' in page.text


def test_the_list_says_in_words_what_it_is_narrowed_to_and_keeps_it_elsewhere(desk, operatrice):
    queue = QueueFactory()
    chosen = {"coda": queue.slug, "carico": operatrice.pk, "priorita": 1, "ente": "Foggia"}
    page = desk.get(DESK, chosen)
    narrowed = "Aperte, di «Foggia», coda «Coda di prova», in carico a Marta Leone"
    assert f"{narrowed}, priorità «Alta»." in told(page)
    wanted = f"vista=tutte&amp;ente=Foggia&amp;coda={queue.slug}&amp;carico={operatrice.pk}"
    assert f'<a href="?{wanted}&amp;priorita=1">Cercate tra tutte</a>' in page.text
    assert "coda «inesistente»" in told(desk.get(DESK, {"coda": "inesistente"}))


def test_an_empty_view_says_so(desk):
    assert "Nessuna richiesta aperta: siete in pari." in told(desk.get(DESK))
    assert "Nessuna richiesta ha tutto questo." in told(desk.get(DESK, {"cerca": "girasole"}))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bari", ["Mense"]),
        ("comune di ba", ["Mense"]),
        ("BÀRI comune", ["Mense"]),
        ("comune", ["Mense", "Lecce chiede di Bari"]),
        ("lecce", ["Lecce chiede di Bari"]),
        ("com", ["Mense", "Lecce chiede di Bari"]),
        ("foggia", []),
        ("& | ! ( ) : *", []),
        ("di", []),
    ],
)
def test_a_body_is_found_by_the_words_of_its_name_alone(
    desk, comune_di_bari, comune_di_lecce, name, expected
):
    TicketFactory(subject="Mense", administration_name=comune_di_bari.name)
    TicketFactory(subject="Lecce chiede di Bari", administration_name=comune_di_lecce.name)
    assert sorted(listed(desk.get(DESK, {"vista": "tutte", "ente": name}))) == sorted(expected)
