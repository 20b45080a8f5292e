# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from migliorapa.core import search
from migliorapa.core.models import SearchDocument, SearchPosting, SearchSynonym

pytestmark = pytest.mark.usefixtures("catalogue")


def found(text, **options):
    return [hit.code for hit in search.find(text, **options)]


CATALOGUE = ["percorso", "passo", "strumento", "approfondimento"]


def ranked(text):
    return [hit.url for hit in search.find(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quante risposte servono", "A10"),
        ("come scelgo il servizio", "S02"),
        ("servizio online accessibile", "A17"),
        ("comunicare i risultati", "S20"),
        ("mappa priorità", "A09"),
        ("calcolatore numerosità campionaria", "T20"),
        ("limesurvey", "T26"),
        ("piano di miglioramento", "T39"),
        ("faccine", "A06"),
        ("privacy", "S11"),
        ("T35", "T35"),
    ],
)
def test_people_find_what_they_look_for_among_the_first_five_of_the_catalogue(text, code):
    assert code in [hit.code for hit in search.find(text, kinds=CATALOGUE)][:5]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quante risposte servono", "F14"),
        ("quante risposte servono per il questionario", "F14"),
        ("ci serve un campione", "F15"),
    ],
)
def test_the_page_that_asks_the_same_question_comes_first(text, code):
    assert found(text)[0] == code


@pytest.mark.parametrize("code", ["T20", "P03", "s04"])
def test_a_code_finds_its_page_first(code):
    assert found(code)[0] == code.upper()


@pytest.mark.parametrize(
    ("text", "title"), [("strato", "Strato"), ("cookie", "Informativa sulla privacy")]
)
def test_the_glossary_and_the_sites_own_pages_are_found_too(text, title):
    assert title in [hit.title for hit in search.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("questionario", "questionari"),
        ("questionario", "questonario"),
        ("qualità", "qualita"),
        ("qualità", "qualita\u0300"),
        ("INDAGINE", "indagini"),
        ("l’indagine", "l'indagine"),
        ("U.R.P.", "urp"),
        ("telefono", "telefoni"),
        ("lindagine", "indagine"),
    ],
)
def test_number_accents_case_apostrophes_and_a_slip_do_not_matter(one, other):
    assert ranked(one)
    assert ranked(one) == ranked(other)


def test_a_typing_error_still_finds_the_page_and_says_what_was_understood():
    answer = search.look_up("questonario emoticn")
    assert "T18" in [hit.code for hit in answer.hits][:5]
    assert answer.corrected == "questionario emoticon"


def test_what_is_spelt_right_is_not_corrected():
    assert search.look_up("questionario emoticon").corrected == ""


@pytest.mark.parametrize(
    ("asked", "written"),
    [("rispondenti", "Quante risposte"), ("obbligatorio", "Un obbligo"), ("scelta", "Scegliere")],
)
def test_words_of_one_family_meet(asked, written):
    search.withdraw(SearchDocument.objects.values_list("key", flat=True))
    search.publish([search.Document("prova:1", "prova", "/x/", written)])
    assert ranked(asked) == ["/x/"]


def test_pages_with_the_word_itself_come_before_those_with_a_relative():
    text = "Qui si parla anche di povertà, tra molte altre cose che riguardano i servizi."
    search.publish(
        [
            search.Document("prova:1", "prova", "/stessa/", "Altro", body=text),
            search.Document("prova:2", "prova", "/parente/", "Poveri"),
        ]
    )
    hits = [hit.url for hit in search.find("povertà", kinds=["prova"])]
    assert hits == ["/stessa/", "/parente/"]


def test_the_words_of_an_expression_count_whole_and_before_what_stands_for_it():
    search.withdraw(SearchDocument.objects.values_list("key", flat=True))
    SearchSynonym.objects.create(words="xilofono elettrico, marimba dorata")
    titles = ["Marimba dorata in banda", "Suonate in banda", "Lo xilofono elettrico"]
    search.publish(
        search.Document(f"prova:{place}", "prova", f"/{place}/", title)
        for place, title in enumerate(titles)
    )
    assert ranked("xilofono elettrico in banda")[0] == "/2/"
    assert ranked("xilofono elettrico") == ["/2/", "/0/"]


def test_a_synonym_finds_but_counts_less_than_the_word_itself():
    search.publish(
        [
            search.Document("prova:1", "prova", "/xilofono/", "Xilofono"),
            search.Document("prova:2", "prova", "/marimba/", "Marimba"),
        ]
    )
    assert ranked("marimba") == ["/marimba/"]
    group = SearchSynonym.objects.create(words="xilofono, marimba")
    assert ranked("marimba") == ["/marimba/", "/xilofono/"]
    group.active = False
    group.save()
    assert ranked("marimba") == ["/marimba/"]


def test_an_acronym_finds_what_it_stands_for_and_the_other_way_round():
    search.publish([search.Document("prova:1", "prova", "/x/", "Che cosa fa lo ZQK")])
    SearchSynonym.objects.create(words="ZQK, zattera quadrata kenyana", kind="acronym")
    assert ranked("zattera quadrata kenyana")[0] == "/x/"


def test_kinds_are_a_filter_and_topics_a_nudge():
    assert {hit.kind for hit in search.find("campione", kinds=["strumento"])} == {"strumento"}
    twins = [
        search.Document("prova:1", "prova", "/a/", "Ornitorinco"),
        search.Document("prova:2", "prova", "/b/", "Ornitorinco", topics=("campione",)),
    ]
    search.publish(twins)
    assert ranked("ornitorinco") == ["/a/", "/b/"]
    hits = search.find("ornitorinco", topics=["campione", "privacy"])
    assert [hit.url for hit in hits] == ["/b/", "/a/"]


def test_suggestions_are_silent_when_most_of_the_text_is_about_something_else():
    text = "prenotare il campo da tennis per domenica"
    assert search.find(text)
    assert search.suggest(text) == []
    assert search.suggest("numerosità del campione", kinds=CATALOGUE)[0].code in ("T20", "A10")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("marimba", True),
        ("marimba zaffirata", False),
        ("xilofono zaffirato", True),
        ("il servizio zaffirato", False),
        ("tutte le volte due xilofoni per caso", True),
    ],
)
def test_one_synonym_or_one_common_word_of_several_is_not_enough_to_suggest(text, offered):
    SearchSynonym.objects.create(words="xilofono, marimba")
    search.publish([search.Document("prova:1", "prova", "/x/", "Lo xilofono è un servizio")])
    assert ("/x/" in [hit.url for hit in search.suggest(text)]) is offered


def test_while_typing_the_last_word_may_be_unfinished():
    assert search.suggest("limesurv") == []
    found = search.suggest("limesurv", typing=True, kinds=CATALOGUE)
    assert "T26" in [hit.code for hit in found]
    assert search.suggest("indagine zxq", typing=True) == search.suggest("indagine")


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "q", "&|!():*'", "\\", "%%%%", "-", '"a', "x" * 20_000, "parola " * 3_000),
        *("' OR 1=1 --", "\0", "a\0b", "𝕏", "\ud800", "come si può", "ﬁ ǆ", "٣", "{}%s%(x)s"),
    ],
)
@pytest.mark.parametrize("look", [search.find, search.suggest, search.note])
def test_strange_texts_raise_nothing(look, text):
    look(text, **({"results": 0} if look is search.note else {}))
    search.suggest(text, typing=True)


@pytest.mark.parametrize(
    "text", ["", "   ", "&|!():*'", "\\", "x" * 5000, "' OR 1=1 --", "\0", "𝕏"]
)
def test_strange_texts_are_answered_calmly(client, text):
    response = client.get("/cerca/", {"q": text})
    assert response.status_code == 200
    assert "Ricerca" in response.text


@pytest.mark.parametrize(
    ("text", "statements"), [("campione", 2), ("campoine", 4), ("come si fa", 0)]
)
def test_a_search_is_few_statements(client, django_assert_num_queries, text, statements):
    with django_assert_num_queries(statements):
        client.get("/cerca/", {"q": text})


def test_the_page_says_that_a_word_was_corrected(client):
    page = client.get("/cerca/", {"q": "campoine"}).text
    assert "Forse cercavate <strong>campione</strong>" in page
    assert "Forse cercavate" not in client.get("/cerca/", {"q": "campione"}).text


def test_nothing_found_says_what_to_try(client):
    assert "Nessun risultato per «zxqwv»" in client.get("/cerca/", {"q": "zxqwv"}).text


def test_publishing_replaces_and_withdrawing_removes():
    document = search.Document("prova:1", "prova", "/x/", "Ornitorinco", "sintesi")
    search.publish([document])
    search.publish([document])
    assert ranked("ornitorinco") == ["/x/"]
    search.publish([search.Document("prova:1", "prova", "/x/", "Formichiere")])
    assert ranked("ornitorinco") == []
    assert ranked("formichiere") == ["/x/"]
    search.withdraw(["prova:1"])
    assert ranked("formichiere") == []
    assert not SearchPosting.objects.filter(stem="formich").exists()


def test_publishing_one_page_is_few_statements(django_assert_max_num_queries):
    document = search.Document("prova:1", "prova", "/x/", "Ornitorinco", body="parola " * 500)
    with django_assert_max_num_queries(5):
        search.publish([document])


def test_rebuilding_drops_what_nobody_claims_any_longer():
    search.publish([search.Document("orfano:1", "prova", "/x/", "Ornitorinco")])
    search.rebuild([("prova", [search.Document("prova:2", "prova", "/y/", "Formichiere")])])
    assert list(SearchDocument.objects.values_list("key", flat=True)) == ["prova:2"]
    assert not SearchPosting.objects.exclude(document__key="prova:2").exists()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("come scelgo il servizio", "/passi/"),
        ("calcolatore numerosità campionaria", "/strumenti/calcolo-campione/"),
        ("limesurvey", "/strumenti/guida-limesurvey/"),
        ("mappa priorità", "/approfondimenti/"),
        ("quante risposte servono", "/aiuto/faq/"),
        ("quante risposte servono", "/approfondimenti/"),
        ("privacy", "/passi/"),
        ("faccine", "/aiuto/faq/"),
    ],
)
def test_on_the_page_answers_and_catalogue_share_the_first_five_places(client, text, slug):
    shown = [hit.url for hit in client.get("/cerca/", {"q": text}).context["hits"]]
    assert any(url.startswith(slug) for url in shown[:5])


def test_on_the_page_the_best_hit_stays_first(client):
    for text in ("calcolatore numerosità campionaria", "T35", "quante risposte servono"):
        shown = client.get("/cerca/", {"q": text}).context["hits"]
        assert shown[0] == search.look_up(text, limit=25).hits[0]
        assert len(shown) == len({hit.url for hit in shown})
