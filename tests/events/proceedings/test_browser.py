# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proceedings in a real browser: for everybody, at every width, and silent until a click."""

import json
import os
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from migliorapa.accounts.demo import PASSWORD
from tests.test_accessibility import RULES

pytestmark = pytest.mark.browser
PUBLIC = (
    *("proceedings", "material", "video", "video elsewhere", "reserved", "embargo"),
    *("own page", "own material"),
)
STAFF = ("staff list", "staff card", "staff new", "staff proceedings", "staff removal")


@pytest.fixture(scope="module")
def pages(site, worker_id):
    """Addresses by name, on the running portal."""
    name = f"browser_{os.environ['TEST_DATABASE']}_{worker_id}"
    database = os.environ["DATABASE_URL"].rpartition("/")[0]
    done = subprocess.run(
        [
            *(sys.executable, "manage.py", "shell", "--no-imports", "-c"),
            "from tests.events.proceedings.sowing import sow; sow()",
        ],
        env=os.environ | {"MIGLIORAPA_MODE": "demo", "DATABASE_URL": f"{database}/{name}"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert not done.returncode, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def check(page, name, width):
    page.faults.clear()  # a 404 page is an error in the console by its nature
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{name} is {wide}px wide at {width}px"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PUBLIC)
def test_axe_finds_nothing_and_the_page_fits(page, pages, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(pages[name])
    check(page, name, width)


def test_axe_finds_nothing_where_staff_work(page, pages):
    page.goto(pages["staff list"])
    page.fill("[name=login]", "redazione@esempio.invalid")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#user-tools")
    for name in STAFF:
        page.goto(pages[name])
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, (name, results.generate_report())
    page.faults.clear()  # the date picker of Django writes a style of its own


def test_a_video_asks_for_its_bytes_only_when_it_is_started(page, pages):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages["video"])
    page.wait_for_timeout(500)
    assert not [url for url in asked if url.endswith("/guarda/")]
    with page.expect_request("**/guarda/"):
        page.evaluate("document.querySelector('video').play().catch(() => {})")
    page.wait_for_timeout(200)
    page.faults.clear()  # the film of the test holds no picture
