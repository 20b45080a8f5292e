# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who only reads gets no cookie; the forms that leave one are named in the privacy page."""

import re

import pytest
from django.test import Client

from helpdesk.models import Faq, FaqVote
from migliorapa.core.models import Page

from .crawl import public_pages

FORMS = re.compile(
    r"/accesso/.*|/profilo/.*|/aiuto/richiesta/nuova/|/aiuto/domande/nuova/|/eventi/.*/iscrizione/"
)


def test_no_public_page_leaves_a_cookie_but_the_forms(catalogue):
    with_cookie, read = [], 0
    for address, response in public_pages():
        read += 1
        if response.cookies and not FORMS.fullmatch(address.partition("?")[0]):
            with_cookie.append(address)
    assert with_cookie == []
    assert read > 150


@pytest.mark.parametrize("form", ["help desk", "domanda pubblica", "appuntamento", "registrazione"])
def test_the_privacy_page_names_the_forms_that_leave_one(catalogue, form):
    cookies = Page.objects.get(slug="privacy").body.partition("## I cookie")[2].partition("##")[0]
    assert form in cookies


def test_a_vote_needs_no_token_and_another_site_cannot_send_it(catalogue):
    browser = Client(enforce_csrf_checks=True)
    vote = Faq.objects.published().first().get_absolute_url() + "utile/"
    foreign = browser.post(vote, {"utile": "si"}, headers={"Origin": "https://altrove.invalid"})
    assert foreign.status_code == 403
    assert not FaqVote.objects.exists()
    own = browser.post(vote, {"utile": "si"}, headers={"Origin": "http://testserver"})
    assert (own.status_code, own.cookies.output()) == (302, "")
    assert FaqVote.objects.count() == 1
