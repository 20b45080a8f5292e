# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths import actions
from paths.engine import GoldenCase
from paths.models import Path, RuleSet

from .rules_pages import CHANGE, Sheet, rule, rules_of, words


def content(row):
    return RuleSet.objects.values_list("sha256", "canonical", "note").get(pk=row.pk)


def test_saving_an_untouched_draft_leaves_the_same_content(editor, draft):
    before = content(draft)
    answer = Sheet.open(editor, draft).send()
    assert answer.headers["Location"] == CHANGE.format(draft.pk)
    assert content(draft) == before


def test_every_kind_of_row_survives_an_untouched_save(editor, draft):
    rules = rules_of(draft)
    cases = (
        GoldenCase("G90", {"goal": "know"}, "P01", None, None, False, "parziale\nsu due righe"),
        GoldenCase("G91", {}, "P02", "R80", (), True, ""),
    )
    first = rules.modifiers[0]
    odd = type(first)(
        code="M90",
        when={"size": frozenset({"under50"})},
        exclude_tools=frozenset({"T01"}),
        exclude_deep_dives=frozenset({"A01", "A02"}),
        remove_steps=frozenset({"S02", "S01"}),
        because="«così» & <altro>",
        active=False,
        note="nota",
    )
    changed = type(rules)(
        **{
            name: getattr(rules, name)
            for name in ("version", "questions", "paths", "steps", "tools", "deep_dives")
        },
        rules=rules.rules,
        modifiers=(*rules.modifiers, odd),
        golden_cases=cases,
        base_weight=0,
    )
    actions.save_draft(draft=draft, rules=changed)
    before = content(draft)
    assert Sheet.open(editor, draft).send().status_code == 302
    assert content(draft) == before


def test_check_boxes_are_the_admitted_answers(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.type("R60", when_channel=["online", "phone"], level="70", because="si fa da lontano")
    sheet.send()
    saved = rule(draft, "R60")
    assert saved.when == {"channel": {"online", "phone"}}
    assert (saved.level, saved.because) == (70, "si fa da lontano")


def test_no_box_and_every_box_both_mean_any_answer(editor, draft):
    everything = [a for q in rules_of(draft).questions if q.code == "nature" for a in q.answers]
    sheet = Sheet.open(editor, draft)
    sheet.type("R10", when_nature=None).type("R20", when_nature=everything)
    sheet.send()
    assert rule(draft, "R10").when == rule(draft, "R20").when == {}


def test_the_blank_row_becomes_a_rule_with_a_code_of_its_own(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.type(
        sheet.blank("rules"),
        level="95",
        outcome="P06",
        because="lo dice la prova",
        when_size=["under50"],
    )
    sheet.send()
    assert rule(draft, "R120").outcome == "P06"
    assert len(rules_of(draft).rules) == 13


def test_a_row_to_delete_goes_and_the_others_stay(editor, draft):
    Sheet.open(editor, draft).type("R110", DELETE="on").type("M14", DELETE="on").send()
    codes = {row.code for row in (*rules_of(draft).rules, *rules_of(draft).modifiers)}
    assert not codes & {"R110", "M14"}
    assert len(codes) == 24


def test_a_row_to_delete_is_not_judged(editor, draft):
    Sheet.open(editor, draft).type("R110", DELETE="on", because=None, level="x").send()
    assert len(rules_of(draft).rules) == 11


def test_effects_are_read_by_code_or_by_title_of_the_list(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.type(
        "M02",
        effects__do=["add", "add", "remove", "remove", "add"],
        effects__item=["T07", "A10 Campionare", "S10", "T01 Mandato", ""],
        effects__weight=["4", "2", "", "", ""],
    )
    sheet.send()
    saved = rule(draft, "M02")
    assert (saved.add_tools, saved.add_deep_dives) == ({"T07": 4}, {"A10": 2})
    assert (saved.remove_steps, saved.exclude_tools) == ({"S10"}, {"T01"})


@pytest.mark.parametrize(
    ("item", "weight", "do", "sentence"),
    [
        ("T99", "4", "add", "«T99» non è uno strumento"),
        ("T26", "", "add", "Scrivete il peso di T26"),
        ("T26", "-1", "add", "Scrivete il peso di T26"),
        ("T26", "²", "add", "Scrivete il peso di T26"),
        ("S10", "4", "add", "Il passo S10 si può solo togliere"),
    ],
)
def test_a_wrong_effect_says_what_is_admitted(editor, draft, item, weight, do, sentence):
    sheet = Sheet.open(editor, draft)
    sheet.type("M02", effects__do=[do], effects__item=[item], effects__weight=[weight])
    assert f"M02: effetti. {sentence}" in sheet.resend().text("rules-problems")


def test_errors_keep_all_that_was_typed_and_point_to_their_cells(editor, draft):
    before = content(draft)
    sheet = Sheet.open(editor, draft)
    sheet.type("R60", level="alto", because="scritto a metà", when_channel=["online", "fax"])
    sheet.typed["head-note"] = ["una nota lunga"]
    again = sheet.resend()
    prefix = again.prefix("R60")
    assert again.typed[f"{prefix}-level"] == ["alto"]
    assert again.typed[f"{prefix}-because"] == ["scritto a metà"]
    assert again.typed[f"{prefix}-when_channel"] == ["online", "fax"]
    assert again.typed["head-note"] == ["una nota lunga"]
    links = [a.get("href")[1:] for a in again.html.find_class("rules-problems")[0].iter("a")]
    assert links == [f"id_{prefix}-level", f"id_{prefix}-when_channel"]
    assert all(again.html.get_element_by_id(link) is not None for link in links)
    assert "«fax» non è tra le risposte" in again.text("rules-problems")
    assert content(draft) == before


def test_a_code_used_twice_is_refused_across_rules_and_modifiers(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.type(sheet.blank("modifiers"), code="R10", because="è doppia")
    assert "Il codice R10 è già di un'altra riga." in sheet.resend().text("rules-problems")


def test_a_path_no_longer_published_is_shown_and_refused(editor, draft):
    Path.objects.filter(code="P10").update(published=False)
    sheet = Sheet.open(editor, draft)
    assert sheet.typed[f"{sheet.prefix('R20')}-outcome"] == ["P10"]
    assert "Nel catalogo non ci sono più, tra percorsi: P10." in sheet.text("rules-notice")
    again = sheet.resend()
    assert "R20: percorso. «P10» non è un percorso pubblicato" in again.text("rules-problems")


def test_the_page_says_when_the_catalogue_moved_and_a_save_follows_it(editor, draft):
    Path.objects.get(code="P01").pathstep_set.filter(step__code="S20").delete()
    sheet = Sheet.open(editor, draft)
    assert "Sono cambiati passi, strumenti o approfondimenti dei percorsi P01." in sheet.text(
        "rules-notice"
    )
    sheet.send()
    assert "S20" not in rules_of(draft).path_by_code["P01"].steps
    assert not Sheet.open(editor, draft).text("rules-notice")


def test_findings_are_told_with_titles_and_boxes_in_words(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.type("R80", level="6").type("R999", active=None)
    sheet.send()
    told = Sheet.open(editor, draft).text("rules-findings")
    assert "Nessuna regola decide 10.080 profili." in told
    assert "«Servizi alla persona ed educativi» (P07)" in told
    assert "amministrazione: tutte tranne sanità e scuola; servizio: alla persona" in told
    assert "transactional" not in told


def test_a_row_carries_what_is_wrong_with_it(editor, draft):
    Sheet.open(editor, draft).type("R110", level="0").send()
    row = Sheet.open(editor, draft).html.get_element_by_id("riga-R110")
    assert "La regola R110 non vince mai: la copre R999." in words(row)


def test_the_page_says_who_changes_path_and_how_many_real_requests(editor, draft):
    profile = {
        "experience": "none",
        "nature": "transactional",
        "admin": "comune",
        "channel": "online",
        "size": "under50",
        "users": "200_2000",
        "contacts": "no_list",
        "goal": "know",
    }
    for _ in range(3):
        actions.keep_recommendation(profile=profile)
    Sheet.open(editor, draft).type("R60", outcome="P02").send()
    told = Sheet.open(editor, draft).text("rules-findings")
    assert "Da «Servizi e portali online» (P03) a «Rilevazione continua con le emoticon»" in told
    assert "10.584 profili (8,2 % di tutti)" in told
    assert "Ci cadono 3 richieste vere." in told


def test_a_profile_is_tried_on_what_is_typed_and_nothing_is_saved(editor, draft):
    before = content(draft)
    sheet = Sheet.open(editor, draft).type("R40", outcome="P01")
    sheet.typed |= {"trial-admin": ["scuola"], "trial-nature": ["personal"]}
    sheet.typed |= {"trial-experience": ["none"], "trial-channel": ["onsite"]}
    sheet.typed |= {"trial-goal": ["know"]}
    again = sheet.resend("try")
    told = again.text("rules-tried")
    assert "«Prima rilevazione allo sportello» (P01), per la regola R40 di livello 9" in told
    assert "R70, livello 6: «Servizi alla persona ed educativi» (P07)" in told
    assert again.typed[f"{again.prefix('R40')}-outcome"] == ["P01"]
    assert content(draft) == before


def test_a_tried_profile_becomes_a_golden_case(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.typed |= {"trial-nature": ["internal"], "trial-users": ["unknown"]}
    assert sheet.send("case").status_code == 302
    case = rule(draft, "G11")
    assert case.profile == {"nature": "internal", "users": "unknown"}
    assert (case.path, case.rule, case.modifiers) == ("P08", "R10", ("M02",))


def test_a_profile_with_an_open_path_makes_no_golden_case(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.typed["trial-goal"] = ["know"]
    again = sheet.resend("case")
    assert "non porta a un solo percorso" in again.text("rules-problems")
    assert len(rules_of(draft).golden_cases) == 10


def test_every_control_says_its_row_and_column(editor, draft):
    sheet = Sheet.open(editor, draft)
    boxes = sheet.form.xpath(".//table//fieldset/@aria-label")
    assert "R60, Canale: risposte ammesse" in boxes
    for control in sheet.form.xpath(".//table//*[self::input or self::select or self::textarea]"):
        if control.get("type") == "hidden" or control.xpath("ancestor::fieldset"):
            continue
        row = control.xpath("ancestor::tr//span[@class='row-code']")[0].text_content()
        assert control.get("aria-label").startswith(row), control.get("name")


def test_levels_are_spread_apart_and_nobody_changes_path(editor, draft):
    Sheet.open(editor, draft).type("R20", level="10").type("R10", level="300").send("space")
    after = {row.code: row.level for row in rules_of(draft).rules}
    assert (after["R999"], after["R110"]) == (10, 20)
    assert (after["R20"], after["R30"], after["R10"]) == (100, 100, 110)
