# SPDX-License-Identifier: AGPL-3.0-or-later
"""No public page weighs more than 30 kB of HTML, with its widest content and its real addresses."""

from pathlib import PurePath

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from migliorapa.core.compact import compact

from .crawl import public_pages

BUDGET = 30 * 1024
ANSWERS = {
    **{
        "admin": "comune",
        "nature": "transactional",
        "channel": "multi",
        "experience": "occasional",
    },
    **{"goal": "priorities", "size": "under50", "users": "200_2000", "contacts": "email_list"},
}


class HashedNames(StaticFilesStorage):
    """Names as long as in production, where each carries twelve characters of its content."""

    def url(self, name):
        path = PurePath(super().url(name))
        return str(path.with_name(f"{path.stem}.0123456789ab{path.suffix}"))


@pytest.fixture
def as_in_production(db, settings, capsys):
    settings.PRODUCTION = False
    call_command("load_demo")
    hashed = {"BACKEND": f"{__name__}.HashedNames"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": hashed}


def test_no_public_page_exceeds_the_budget(as_in_production):
    heavy = {
        address: len(response.content)
        for address, response in public_pages()
        if "text/html" in response.headers["Content-Type"] and len(response.content) > BUDGET
    }
    assert heavy == {}


def test_the_result_of_the_questionnaire_fits_the_budget(as_in_production):
    response = Client().get(reverse("paths:result"), ANSWERS)
    assert response.status_code == 200
    assert ".0123456789ab.css" in response.text
    assert len(response.content) <= BUDGET


def test_the_indentation_of_templates_stays_home_and_text_keeps_its_lines(catalogue):
    assert '<body>\n<div class="skiplinks">\n<a class=' in Client().get("/").text
    written = "<div>\n  {% if a %}\n\n    <p>uno\n\n  due</p>\n  {% endif %}\n  <p> <b>tre</b></p>"
    assert compact(written) == (
        "<div>\n{% if a %}\n<p>uno\n\n  due</p>\n{% endif %}\n<p> <b>tre</b></p>"
    )
