# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")
PUBLISHED = {"complete": "650", "partial": "50", "refusals": "150", "non_contacts": "100"}


def test_the_rates_of_the_published_example(client):
    typed = {**PUBLISHED, "other": "30", "unknown": "20", "eligible_share": "50"}
    figures = ask(client, "T28", "tassi", **typed).figures
    assert figures["Tasso di risposta RR1"] == "65,00%"
    assert figures["Tasso di risposta RR2"] == "70,00%"
    assert figures["Tasso di risposta RR3"] == "65,66%"
    assert figures["Tasso di rifiuto"] == "15,00%"
    assert figures["Cooperazione, su complete, parziali e rifiuti"] == "76,47%"
    assert figures["Cooperazione, contando anche gli altri casi"] == "73,86%"


def test_cases_left_out_of_the_address_are_none(client):
    figures = ask(client, "T28", "tassi", complete="284", non_contacts="350").figures
    assert figures["Tasso di risposta RR1"] == "44,79%"
    assert figures["Tasso di risposta RR3"] == "non calcolabile"
    assert figures["Rifiuti"] == "0"


def test_all_zero_is_refused_beside_the_first_field(client):
    page = ask(client, "T28", "tassi", complete="0")
    assert page.faults == {"#campo-complete": "Scrivete almeno un caso: ora sono tutti zero."}


@pytest.mark.parametrize(
    ("votes", "served", "rate"), [("150", "1.000", "15,00%"), ("7", "100", "7,00%")]
)
def test_participation_with_the_faces(client, votes, served, rate):
    page = ask(client, "T28", "faccine", votes=votes, served=served)
    assert page.figures["Tasso di partecipazione"] == rate


@pytest.mark.parametrize(("rate", "needed"), [("15", "1.854"), ("4%", "6.950")])
def test_how_many_users_to_reach(client, rate, needed):
    page = ask(client, "T28", "inviti", n="278", rate=rate)
    assert page.figures["Persone da invitare"] == needed


def test_the_collection_group_by_group(client):
    groups = "Sede centrale;130;82;61\nPieve;35;33;24\nProfessionisti;18;60;5"
    page = ask(client, "T28", "gruppi", groups=groups)
    assert page.figures["Pieve"] == ["35", "24", "11", "72,7%", "16"]
    assert page.figures["Totale"] == ["183", "90", "93", "51,4%", ""]
    assert "«Professionisti»: ha il 27,8% delle risposte previste" in page.answer
