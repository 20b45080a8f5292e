# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from migliorapa.accounts.models import User

pytestmark = pytest.mark.django_db
PROFILE = "/profilo/"


def test_a_session_lasts_until_it_expires(client, bari):
    client.force_login(bari)
    assert bari.email in client.get(PROFILE).text
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(PROFILE).status_code == 302


def test_who_is_made_inactive_is_out_at_the_next_page(client, bari):
    client.force_login(bari)
    User.objects.filter(pk=bari.pk).update(is_active=False)
    assert client.get(PROFILE).status_code == 302


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaa"', "x" * 5000, "'; --", "à" * 20])
def test_a_cookie_that_cannot_be_a_session_is_nobodys(client, key):
    client.cookies["sessionid"] = "0"
    client.cookies["sessionid"].set("sessionid", key.strip('"'), key)
    page = client.get("/")
    assert page.status_code == 200
    assert "Accedete" in page.text
