# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.urls import reverse

from paths.models import Step
from paths.rendering import render

PREVIEW = "admin:paths_step_preview"


def test_the_preview_is_what_the_site_will_show(client, redazione, catalogue):
    client.force_login(redazione)
    step = Step.objects.exclude(body="").first()
    answer = client.post(reverse(PREVIEW), {"text": step.body}).json()
    assert answer["html"] == render(step) == step.body_html
    assert "Leggibilità (Gulpease)" in answer["readability"]


def test_the_preview_of_a_page_names_who_runs_the_site(client, redazione, catalogue, settings):
    settings.OWNER_NAME = "Ente di prova"
    client.force_login(redazione)
    text = {"text": "Titolare: {{ owner_name }}"}
    answer = client.post(reverse("admin:core_page_preview"), text).json()
    assert answer["html"] == "<p>Titolare: Ente di prova</p>\n"


def test_the_preview_runs_nothing_that_is_written_in_it(client, redazione, catalogue):
    client.force_login(redazione)
    text = {"text": '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror="y">'}
    html = client.post(reverse(PREVIEW), text).json()["html"]
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html


def test_a_long_sentence_is_shown_to_who_writes_it(client, redazione, catalogue):
    client.force_login(redazione)
    sentence = "Le parole " + "molto " * 50 + "lunghe."
    answer = client.post(reverse(PREVIEW), {"text": sentence}).json()
    assert "53 parole, troppe: spezzatela" in answer["readability"]
    assert "difficile" in answer["readability"]


def test_without_a_script_the_preview_is_a_page_and_saves_nothing(client, redazione, catalogue):
    client.force_login(redazione)
    step = Step.objects.get(code="S01")
    data = {"title": "Titolo nuovo", "body": "Testo **nuovo**.", "_preview": ""}
    text = client.post(reverse(PREVIEW), data).text
    assert "<h1>Titolo nuovo</h1>" in text
    assert "<strong>nuovo</strong>" in text
    form = client.get(reverse("admin:paths_step_change", args=[step.pk])).text
    assert f'formaction="{reverse(PREVIEW)}" formtarget="_blank" formnovalidate' in form
    assert Step.objects.get(code="S01").title == step.title


@pytest.mark.parametrize("person", ["bari", "operatrice", None])
@pytest.mark.parametrize("name", [PREVIEW, "admin:paths_care", "admin:paths_step_changelist"])
def test_only_staff_come_in(client, catalogue, request, person, name):
    if person:
        client.force_login(request.getfixturevalue(person))
    verb = client.post if name == PREVIEW else client.get
    response = verb(reverse(name), {"text": "x"})
    assert response.status_code in {302, 403}
    assert b"Gulpease" not in response.content


def test_the_preview_is_asked_by_post_only(client, redazione, catalogue):
    client.force_login(redazione)
    assert client.get(reverse(PREVIEW), {"text": "x"}).status_code == 405
