# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passkeys in a real browser with a made-up device, under the portal's security policy."""

import pytest

from migliorapa.accounts.demo import PASSWORD

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def visitor(site, browser):
    """A page on `localhost`: browsers give no passkeys to numeric addresses."""
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    page.device = context.new_cdp_session(page)
    page.device.send("WebAuthn.enable")
    yield page
    context.close()
    assert page.faults == []


def confirm_by_password(page):
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Confermate").click()


def sign_in(page):
    page.goto("/accesso/login/")
    page.locator("#id_login").fill("lecce@esempio.invalid")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Accedete", exact=True).click()
    page.wait_for_url("**/profilo/**")


def test_a_key_added_to_the_profile_signs_in_without_the_password(visitor):
    visitor.device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(visitor)
    visitor.goto("/accesso/2fa/webauthn/add/")
    confirm_by_password(visitor)
    visitor.locator("label[for=id_passwordless]").click()
    visitor.get_by_role("button", name="Aggiungete la chiave").click()
    visitor.wait_for_url("**/recovery-codes/")
    assert visitor.locator("main li code").count() == 10

    visitor.context.clear_cookies()
    visitor.goto("/accesso/login/")
    visitor.get_by_role("button", name="Usate la chiave di accesso").click()
    visitor.wait_for_url("**/profilo/")
    assert visitor.get_by_role("heading", level=1).inner_text() == "Luca Greco"

    visitor.goto("/accesso/2fa/webauthn/")  # the demonstration stays as it was
    visitor.get_by_role("link", name="Togliete").click()
    confirm_by_password(visitor)
    visitor.get_by_role("button", name="Togliete la chiave").click()
    visitor.wait_for_url("**/webauthn/")


def test_a_device_that_does_not_answer_is_said_in_words(visitor):
    visitor.device.send(
        "WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}}
    )
    visitor.goto("/accesso/login/")
    visitor.get_by_role("button", name="Usate la chiave di accesso").click()
    alert = visitor.get_by_role("alert")
    alert.wait_for()
    assert "La chiave non ha risposto" in alert.inner_text()
