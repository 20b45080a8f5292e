import pytest
from tests.events.day.test_pages_in_a_browser import addresses

pytestmark = pytest.mark.browser


def test_shots(page, addresses):
    for name in (
        "early join",
        "open join",
        "over certificate",
        "over feedback",
        "code",
        "wrong code",
        "results",
        "over registration",
    ):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(addresses[name])
            page.faults.clear()
            page.screenshot(
                path=f"/tmp/shots-day/{name.replace(' ', '-')}-{width}.png", full_page=True
            )
