# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys are written as they are: with the dot of thousands an address or a form leads nowhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

TEMPLATES = Path(settings.BASE_DIR) / "templates"
BARE_KEY = re.compile(r"\{\{ *[\w.]*\b(?:pk|revision) *\}\}")


@pytest.mark.parametrize("folder", sorted(path.name for path in TEMPLATES.iterdir()))
def test_no_template_writes_a_key_as_a_number_for_people(folder):
    place = TEMPLATES / folder
    files = place.rglob("*.*") if place.is_dir() else [place]
    found = [
        (file.name, key)
        for file in files
        for key in BARE_KEY.findall(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_template_hides_from_the_site_where_its_own_forms_come_from():
    """With a `no-referrer` meta browsers post `Origin: null`, and the form is refused."""
    found = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"name=.?referrer", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_way_keys_are_written_has_no_dot():
    template = engines["django"].from_string("{{ key }} {{ key|stringformat:'d' }}")
    assert template.render({"key": 1981}) == "1.981 1981"
