# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.urls import reverse

from paths import snapshot
from paths.models import DeepDive, Path, Step, Tool

pytestmark = pytest.mark.usefixtures("catalogue")


def every_address():
    yield from (reverse("home"), reverse("search"), reverse("paths:ask"), reverse("paths:ask_all"))
    lists = ("path_list", "step_list", "tool_list", "deep_dive_list", "glossary", "compare")
    yield from (reverse(f"paths:{name}") for name in lists)
    for model in (Path, Step, Tool, DeepDive):
        yield from (entry.get_absolute_url() for entry in model.objects.all())


def test_the_catalogue_is_whole():
    counted = [model.objects.count() for model in (Path, Step, Tool, DeepDive)]
    assert counted == [10, 22, 40, 23]


def test_every_page_is_there_and_sets_no_cookie(client):
    for address in every_address():
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Set-Cookie" not in response.headers, address


def test_every_page_has_one_heading_a_title_and_a_description(client):
    for address in every_address():
        text = client.get(address).text
        assert text.count("<h1") == 1, address
        assert "<title> –" not in text, address
        assert 'name="description" content=""' not in text, address


def test_no_link_of_the_catalogue_leads_nowhere(client):
    import re

    seen, broken = set(), []
    for address in every_address():
        for link in re.findall(r'<a [^>]*href="(/[^"#?]*)', client.get(address).text):
            if link not in seen:
                seen.add(link)
                if client.get(link).status_code not in (200, 302):
                    broken.append((address, link))
    assert not broken
    assert len(seen) > 150


@pytest.mark.parametrize("name", ["path", "step", "tool", "deep_dive"])
def test_a_page_of_the_catalogue_asks_the_database_at_most_three_times(
    client, name, django_assert_max_num_queries
):
    model = {"path": Path, "step": Step, "tool": Tool, "deep_dive": DeepDive}[name]
    client.get("/")
    snapshot.current()
    for entry in (model.objects.first(), model.objects.last()):
        with django_assert_max_num_queries(3):
            client.get(entry.get_absolute_url())


@pytest.mark.parametrize("name", ["path_list", "step_list", "tool_list", "deep_dive_list"])
def test_a_list_asks_the_database_once(client, name, django_assert_num_queries):
    snapshot.current()
    with django_assert_num_queries(1):
        client.get(reverse(f"paths:{name}"))


@pytest.mark.parametrize("many", [1, 3])
def test_more_tools_do_not_mean_more_questions_to_the_database(
    client, many, django_assert_num_queries
):
    step = Step.objects.get(code="S02")
    step.tools.set(Tool.objects.all()[:many])
    snapshot.current()
    with django_assert_num_queries(3):  # the stamps of catalogue and calendar, the FAQ
        response = client.get(step.get_absolute_url())
    assert len(response.context["step"].linked_tools) == many


@pytest.mark.parametrize("many", [1, 3])
def test_reading_the_catalogue_anew_costs_the_same_for_more_entries(
    many, django_assert_num_queries
):
    Tool.objects.filter(position__gt=many).delete()
    with django_assert_num_queries(12):
        catalogue = snapshot.current()
    assert len(catalogue.tools.rows) == many


def test_whoever_writes_the_next_reader_sees_it(client):
    address = reverse("paths:path_list")
    assert "Titolo nuovo" not in client.get(address).text
    Path.objects.filter(code="P01").update(title="Titolo nuovo")
    assert "Titolo nuovo" in client.get(address).text


def test_a_path_lists_its_steps_in_its_own_order(client):
    outline = client.get(reverse("paths:path", args=["ciclo-performance"])).context["outline"]
    codes = [step.code for step in outline.steps]
    assert codes[:5] == ["S01", "S04", "S02", "S08", "S10"]
    assert outline.days == (21, 62)


def test_a_step_shows_its_tools_and_the_paths_that_use_it(client):
    step = client.get(reverse("paths:step", args=["piano-di-campionamento"])).context["step"]
    assert [tool.code for tool in step.linked_tools] == ["T20", "T21", "T22"]
    assert "P06" not in [path.code for path in step.linked_paths]


def test_tools_are_filtered_by_kind_and_a_wrong_kind_shows_them_all(client):
    address = reverse("paths:tool_list")
    assert len(client.get(address, {"tipo": "calculator"}).context["tools"]) == 9
    assert len(client.get(address, {"tipo": "'; DROP"}).context["tools"]) == 40


@pytest.mark.parametrize("model", [Path, Step, Tool, DeepDive])
def test_a_draft_is_for_whoever_writes_the_catalogue(client, redazione, lecce, model):
    entry = model.objects.first()
    model.objects.filter(pk=entry.pk).update(published=False)
    address = entry.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(lecce)
    assert client.get(address).status_code == 404
    client.force_login(redazione)
    assert "Bozza: la vede solo la redazione" in client.get(address).text


def test_two_paths_are_compared_step_by_step(client):
    pair = {"a": "prima-rilevazione", "b": "rilevazione-continua"}
    context = client.get(reverse("paths:compare"), pair).context
    places = {step.code: where for step, where in context["rows"]}
    assert places["S01"] == [1, 1]
    assert places["S02"] == [2, None]
    assert places["S22"] == [None, 14]


@pytest.mark.parametrize("pair", [{"a": "x"}, {"a": "prima-rilevazione", "b": "\0"}])
def test_comparing_what_does_not_exist_says_what_to_do(client, pair):
    response = client.get(reverse("paths:compare"), pair)
    assert "Scegliete due percorsi tra quelli in elenco" in response.text


def test_the_first_use_of_a_glossary_term_is_linked_once(client):
    text = client.get(reverse("paths:step", args=["gruppo-di-lavoro"])).text
    assert text.count('<a class="term" href="/glossario/questionario/">') == 1


ADVISED = {"P01": "T14", "P02": "T18", "P03": "T15", "P08": "T17"}


def test_each_path_with_a_questionnaire_step_advises_one_of_that_step():
    for path in Path.objects.prefetch_related("steps__tools"):
        offered = {tool.code for step in path.steps.all() for tool in step.tools.all()}
        asks = "S09" in {step.code for step in path.steps.all()}
        assert (path.questionnaire is not None) == asks, path.code
        assert not asks or path.questionnaire.code in offered
    codes = Path.objects.filter(code__in=ADVISED).values_list("code", "questionnaire__code")
    assert dict(codes) == ADVISED


def test_the_advised_questionnaire_comes_first_in_the_path_and_only_there(client):
    def row(text):
        return text.partition("Come si fa il passo S09")[2].partition("</p>\n<p><b>Ne esce")[0]

    online = row(client.get(reverse("paths:path", args=["servizio-online"])).text)
    assert online.index("/questionario-online/") < online.index("/questionario-sportello/")
    assert online.count("(per voi)") == 1
    assert "Questionario standard: servizio online</a> <b>(per voi)</b>" in online
    unchanged = client.get(reverse("paths:step", args=["questionario"])).text
    assert "(per voi)" not in unchanged


@pytest.mark.parametrize("model", [Path, Step, Tool, DeepDive])
def test_an_address_of_before_leads_to_the_new_one(client, model):
    entry = model.objects.first()
    old = entry.get_absolute_url()
    for slug in ("nome-nuovo", "nome-nuovissimo"):
        model.objects.filter(pk=entry.pk).update(slug=slug)
    entry.refresh_from_db()
    moved = client.get(old, {"da": "altrove"})
    assert (moved.status_code, moved["Location"]) == (301, f"{entry.get_absolute_url()}?da=altrove")
    model.objects.filter(pk=entry.pk).update(published=False)
    assert client.get(old).status_code == 404


def test_an_address_given_back_is_not_redirected(client):
    tool = Tool.objects.get(code="T01")
    old = tool.get_absolute_url()
    Tool.objects.filter(code="T01").update(slug="provvisorio")
    Tool.objects.filter(code="T01").update(slug=tool.slug)
    assert client.get(old).status_code == 200
    paper = reverse("paths:tool_blank", args=["provvisorio"])
    assert client.get(paper)["Location"] == reverse("paths:tool_blank", args=[tool.slug])


def test_counts_on_the_pages_follow_the_catalogue(client):
    Tool.objects.filter(code="T40").update(published=False)
    Path.objects.filter(code="P10").update(published=False)
    snapshot.current()
    assert "9 percorsi, 22 passi, 39 strumenti" in client.get("/").text
    assert "percorsi su 9 sono ancora possibili" in client.get(reverse("paths:ask")).text
    assert "7 fasi e 22 passi" in client.get(reverse("paths:step_list")).text
    assert "Rispondete a 8 domande" in client.get(reverse("paths:path_list")).text


def test_places_are_read_aloud_as_italian_does(client):
    pair = {"a": "prima-rilevazione", "b": "rilevazione-continua"}
    text = client.get(reverse("paths:compare"), pair).text
    assert "Sì, all'8° posto" in text
    assert "Sì, all'11° posto" in text
    assert "al 8°" not in text
    assert "Sì, al 1° posto" in text


def test_the_same_path_twice_is_told(client):
    pair = {"a": "prima-rilevazione", "b": "prima-rilevazione"}
    text = client.get(reverse("paths:compare"), pair).text
    assert "Avete scelto due volte lo stesso percorso" in text
    assert "<table" not in text
