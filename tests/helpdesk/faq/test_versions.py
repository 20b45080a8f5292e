# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a FAQ said since it was published: word by word, for everybody, and nothing of drafts."""

import html

import pytest

from helpdesk.faq.versions import versions
from helpdesk.models import Faq, FaqObjection, FaqOrigin
from migliorapa.core.plain import plain
from tests.factories.helpdesk import FaqFactory, TicketFactory

pytestmark = pytest.mark.django_db


def saved(faq, **texts):
    for name, value in texts.items():
        setattr(faq, name, value)
    faq.save()
    return faq


@pytest.fixture
def faq():
    """A draft, then published, then changed twice."""
    faq = FaqFactory(status=Faq.Status.DRAFT, published=None, answer="Bozza di Ada.")
    saved(faq, status=Faq.Status.IN_REVIEW, answer="Ne servono 200.")
    saved(faq, status=Faq.Status.PUBLISHED)
    saved(faq, useful=3)
    saved(faq, answer="Ne servono 335.", body="Vedete [qui](tool:T20).\n\n- Uno\n- Due\n")
    return saved(faq, body="Vedete [qui](tool:T21).\n\n- Uno\n- Due\n")


def page(client, faq, address="versioni/"):
    return html.unescape(client.get(f"{faq.get_absolute_url()}{address}").text)


def test_versions_begin_with_the_first_publication_and_tell_each_changed_word(client, faq):
    told = page(client, faq)
    assert "Bozza" not in told
    assert told.index("Versione 3, del") < told.index("Versione 2, del") < told.index("Versione 1")
    assert "Versione 4" not in told
    assert "<del>200.</del>" in told
    assert "<ins>335.</ins>" in told
    assert "Ne servono " in told
    assert '<span class="visually-hidden"> tolto: </span>' in told
    assert "<ins>- Due</ins>" in told
    assert "sono cambiati i collegamenti o l'aspetto" in told
    assert "È la prima pubblicata." in told


def test_everybody_reads_an_old_text_whole_and_the_last_one_at_its_own_address(client, faq):
    old = page(client, faq, "versioni/1/")
    assert "Ne servono 200." in old
    assert "Leggete quella di oggi" in old
    assert 'content="noindex"' in old
    second = page(client, faq, "versioni/2/")
    assert 'href="/strumenti/calcolo-campione/"' in second
    assert client.get(f"{faq.get_absolute_url()}versioni/3/")["Location"] == faq.get_absolute_url()
    for number in ("0", "4", "9" * 40):
        assert client.get(f"{faq.get_absolute_url()}versioni/{number}/").status_code == 404


def test_of_what_is_not_published_there_are_no_versions(client, faq, operatrice):
    saved(faq, status=Faq.Status.IN_REVIEW)
    client.force_login(operatrice)
    assert "versioni/" not in page(client, faq, "")
    for address in ("versioni/", "versioni/1/"):
        assert client.get(f"{faq.get_absolute_url()}{address}").status_code == 404


def test_a_text_that_somebody_objected_to_is_not_read_again_in_its_versions(client, faq):
    origin = FaqOrigin.objects.create(faq=faq, ticket=TicketFactory())
    FaqObjection.objects.create(origin=origin, text="Ci si riconosce.")
    saved(faq, answer="Dipende da quanti utenti avete.")
    told = page(client, faq)
    for secret in ("200", "335"):
        assert secret not in told
    assert told.count("Questo testo non si legge più") == 3
    assert "Il confronto non c'è" in told
    assert client.get(f"{faq.get_absolute_url()}versioni/1/").status_code == 404


def test_an_objection_does_not_hide_what_is_still_published(client, faq):
    origin = FaqOrigin.objects.create(faq=faq, ticket=TicketFactory())
    FaqObjection.objects.create(origin=origin, text="Non mi va.")
    saved(faq, status=Faq.Status.IN_REVIEW)
    saved(faq, status=Faq.Status.PUBLISHED)
    assert versions(faq)[0].is_current
    assert not versions(faq)[0].is_hidden


def test_without_a_history_there_is_the_one_that_everybody_reads(client):
    faq = FaqFactory()
    faq.history.all().delete()
    assert "Una sola versione, quella che leggete, pubblicata il" in page(client, faq)


def test_versions_cost_three_statements(client, faq, django_assert_num_queries):
    with django_assert_num_queries(3):
        page(client, faq)


def test_html_is_told_in_lines_without_tags():
    text = (
        "<h2>Uno</h2>\n<ul>\n<li>a &amp; b</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"
        "<table><tr><th>Voce</th>\n<th>Punti</th></tr>\n<tr><td>x</td><td>1</td></tr></table>"
    )
    assert plain(text) == "Uno\n- a & b\n- c\nVoce | Punti\nx | 1"
