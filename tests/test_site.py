# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.conf import settings
from django.urls import reverse


def test_home_leads_to_the_questionnaire_first(client, catalogue):
    text = client.get("/").text
    first_link = text.index(reverse("paths:ask"), text.index("<main"))
    assert first_link < text.index('name="q"', text.index("<main"))
    assert "Nessun appuntamento in programma al momento." in text


def test_the_policy_admits_only_this_site_and_no_inline_script(client, catalogue):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_pages_carry_the_headers_that_protect_readers(client, catalogue):
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("slug", ["privacy", "accessibilita", "progetto", "come-funziona"])
def test_the_sites_own_pages_name_who_answers_for_them(client, catalogue, settings, slug):
    settings.OWNER_NAME, settings.OWNER_EMAIL = "Ente di prova", "ente@prova.invalid"
    text = client.get(f"/{slug}/").text
    assert "{{" not in text
    assert "Ultima revisione: 21 novembre 2026." in text


def test_privacy_says_who_the_controller_is(client, catalogue, settings):
    settings.OWNER_NAME = "Ente di prova"
    assert "Ente di prova" in client.get("/privacy/").text


def test_status_answers_monitors_without_details(client, db):
    response = client.get("/status")
    assert response.json() == {"status": "ok", "database": "ok"}
    assert client.post("/status").status_code == 405


def test_security_txt_has_a_contact_and_has_not_expired(client, db):
    from datetime import UTC, datetime

    lines = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines()
    )
    assert lines["Contact"].startswith("mailto:")
    assert datetime.fromisoformat(lines["Expires"]) > datetime.now(UTC)


@pytest.mark.parametrize("address", ["/non-esiste/", "/percorsi/non-esiste/", "/strumenti/%00/"])
def test_a_page_that_does_not_exist_offers_the_search(client, catalogue, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Pagina non trovata" in response.text
    assert 'name="q"' in response.text


def test_a_fault_is_told_without_details(client, catalogue, monkeypatch):
    from django.test import Client

    from paths import snapshot

    monkeypatch.setattr(snapshot, "current", lambda: 1 / 0)
    response = Client(raise_request_exception=False).get("/percorsi/")
    assert response.status_code == 500
    assert "Il guasto è nel portale" in response.text
    assert "ZeroDivision" not in response.text


def test_the_demonstration_gives_the_security_contact_of_the_readme(client, db):
    readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    contact = client.get("/.well-known/security.txt").text.partition("mailto:")[2].split()[0]
    assert f"Problemi di sicurezza, in privato: {contact}" in readme
