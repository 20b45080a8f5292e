# SPDX-License-Identifier: AGPL-3.0-or-later
"""The initial texts keep the style that the portal promises: plain, correct, linked, sourced."""

import re
import shutil
import subprocess
from datetime import date
from functools import cache

import pytest

from migliorapa.core.editing.fields import is_web_address
from migliorapa.core.markdown import CODE_LINK
from migliorapa.core.readability import ENOUGH, LINK, measure, plain_text, sentences
from paths.editorial import LONGEST_SENTENCE
from paths.loading.load import FOLDER
from paths.tool_data import problems
from tests.paths.texts_in_files import glossary, text_files, texts_in

FILES = text_files()
KINDS = {"paths": "path", "steps": "step", "tools": "tool", "deep_dives": "deep_dive"}
ACRONYMS = {
    "URP": "relazioni con il pubblico",
    "PIAO": "piano integrato",
    "OIV": "organismo indipendente",
    "CAD": "amministrazione digitale",
    "CAF": "common assessment|modello europeo|griglia comune",
    "CS": "customer satisfaction",
    "RPD": "responsabile della protezione",
    "GDPR": "regolamento europeo",
    "SMVP": "sistema di misurazione",
    "NPS": "net promoter|saldo dei promotori",
    "TUEL": "testo unico",
    "WCAG": "linee guida|regole internazionali",
    "PDCA": "pianificare|ciclo",
}
ENTRY_LINK = re.compile(r"\[[^\]]*\]\((?:path|step|tool|deep_dive):\w+\)")
# Second person singular, where no noun and no third person is written the same way.
FAMILIAR = """
    Aggiungi Apri Chiedi Chiudi Coinvolgi Costituisci Costruisci Decidi Definisci Descrivi
    Distribuisci Esegui Fai Inserisci Metti Promuovi Raccogli Restituisci Scegli Scrivi
    Segui Stabilisci Tieni Togli Traduci Usa Vai
"""
YOU = re.compile(r"\b(?:tuo|tua|tuoi|tue|puoi|devi|vuoi|hai|sei tu)\b", re.I)
UNFINISHED = re.compile(r"\b(?:lorem|in arrivo|prossimamente|TODO|TBD|FIXME|XXX)\b")
SLIPS = re.compile(r"!|\bE'|\bpò\b|(?:perch|poich|affinch|finch|cioè?ch)è|\bnè\b|\bsè\b|qual'è")

in_each_file = pytest.mark.parametrize("file", FILES, ids=str)


def test_all_the_texts_are_here():
    counts = {folder: sum(f.name.startswith(f"{folder}/") for f in FILES) for folder in KINDS}
    assert counts == {"paths": 10, "steps": 22, "tools": 40, "deep_dives": 23}
    assert len(glossary()) > 150


@in_each_file
def test_the_body_and_the_whole_file_are_easy_enough(file):
    for name, text in {"body": file.body, "all": file.words, **file.parts}.items():
        index = measure(text).gulpease
        assert index is None or index >= ENOUGH, f"{name}: {index}"


@in_each_file
def test_no_sentence_is_too_long(file):
    found = [
        text
        for part in file.parts.values()
        for text in sentences(part)
        if measure(text).words > LONGEST_SENTENCE
    ]
    assert found == []


@cache
def codes() -> set[tuple[str, str]]:
    entries = {
        (KINDS[folder], file.meta["code"])
        for file in FILES
        if (folder := file.name.split("/")[0]) in KINDS
    }
    return entries | {("term", term["slug"]) for term in glossary()}


@in_each_file
def test_every_link_by_code_leads_somewhere(file):
    links = {link for link in CODE_LINK.findall(file.words) if link[0] != "mailto"}
    assert links - codes() == set()


@in_each_file
def test_acronyms_are_explained_where_they_first_appear(file):
    for part, text in file.parts.items():
        # Titles of other texts are quoted as they are.
        text = re.sub(r"`[^`]*`|-{3,}", "", ENTRY_LINK.sub("", text))
        text = " ".join(LINK.sub(r"\1", text).lower().split())
        for acronym, meaning in ACRONYMS.items():
            first = re.search(rf"(?<![\w/-]){acronym.lower()}(?![\w/-])", text)
            if first:
                around = text[max(0, first.start() - 90) : first.end() + 200]
                assert re.search(meaning, around), f"{part}, {acronym}: …{around}…"


@in_each_file
def test_readers_are_addressed_as_you_in_the_plural(file):
    begins = [
        re.split(r"[\s,:;'’]", text.lstrip('«"([ '))[0]
        for part in [file.meta.get("title", ""), *file.parts.values()]
        for text in sentences(part)
    ]
    assert set(FAMILIAR.split()).intersection(begins) == set()
    assert YOU.findall(file.words) == []


@in_each_file
def test_nothing_is_left_unfinished_or_misspelt(file):
    words = plain_text(file.words)
    assert UNFINISHED.findall(words) == []
    assert SLIPS.findall(re.sub(r"`[^`]*`", "", file.words).replace("![", "[")) == []


@in_each_file
def test_each_text_says_when_it_was_reviewed_and_on_what_it_rests(file):
    assert isinstance(file.meta["reviewed"], date)
    for source in file.meta["sources"]:
        assert source["label"].strip()
        assert is_web_address(source.get("url", ""))
        assert source.keys() <= {"label", "url", "note"}
    if not file.meta["sources"] and not file.name.startswith(("questions/", "phases/", "pages/")):
        assert "metodo del progetto" in file.words


@pytest.mark.parametrize("file", [f for f in FILES if f.name[:4] == "deep"], ids=str)
def test_a_deep_dive_is_neither_a_note_nor_a_book(file):
    words = re.findall(r"[^\W_]+", plain_text(file.body))
    assert 600 <= len(words) <= 1500


@pytest.mark.parametrize("file", [f for f in FILES if f.name[:5] == "tools"], ids=str)
def test_the_structured_part_of_a_tool_is_sound(file):
    data = {name: file.meta[name] for name in ("items", "questionnaire") if name in file.meta}
    assert problems(data) == []


def test_topics_of_the_texts_are_in_the_shared_list():
    import yaml

    topics = yaml.safe_load((FOLDER / "topics.yaml").read_text(encoding="utf-8"))
    used = {topic for file in FILES for topic in file.meta.get("topics", [])}
    assert used == {topic["slug"] for topic in topics}


def test_definitions_of_the_glossary_are_short_and_easy():
    for term in glossary():
        assert 3 <= len(term["short"].split()) <= 60, term["slug"]
        assert max(measure(text).words for text in sentences(term["short"])) <= LONGEST_SENTENCE
    assert measure("\n\n".join(term["short"] for term in glossary())).gulpease >= ENOUGH


WORD = re.compile(r"[^\W\d_]+['’]?")
ELIDED = """
    all bell buon c ch com cos d dall degl dell dov gl l m mezz n nell null po quand quant
    quattr quell quest s sant senz sull t tutt un v
"""


def spelt_words(text: str) -> set[str]:
    """Words to look up: no code, no address, no elided article."""
    text = re.sub(r"```.*?```|`[^`]*`|\{\{[^}]*\}\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"https?://\S+|\S+@\S+|\b[\w.-]+\.(?:it|org|com|eu|gov)\b\S*|\w+_\w+", " ", text)
    found = {word.strip("’'") for word in WORD.findall(text) if not _is_elided(word)}
    return {word for word in found if len(word) > 1}


def _is_elided(word: str) -> bool:
    return word.endswith(("'", "’")) and word[:-1].lower() in ELIDED.split()


def unknown(words: set[str]) -> set[str]:
    given = "\n".join(sorted(words))
    command = ["hunspell", "-d", "it_IT", "-i", "utf-8", "-l"]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@cache
def project_words() -> frozenset[str]:
    lines = (FOLDER / "parole.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@pytest.mark.skipif(
    not shutil.which("hunspell"),
    reason="hunspell with the Italian dictionary is not installed: spelling is not checked.",
)
def test_every_word_is_in_the_dictionary_or_in_the_list_of_the_project():
    where: dict[str, set[str]] = {}
    texts = [(file.name, file.words) for file in FILES]
    texts += [(f"glossary/{t['slug']}", f"{t['term']}\n{t['short']}") for t in glossary()]
    for name, text in texts:
        for word in spelt_words(text):
            where.setdefault(word, set()).add(name)
    strange = unknown(set(where))
    known = project_words()
    missing = {w: where[w] for w in strange if w not in known and w.lower() not in known}
    assert missing == {}
    used = strange | {word.lower() for word in strange}
    assert known - used == set(), "words listed in parole.txt that no text needs"


def test_prose_is_taken_from_answers_and_items_but_not_from_codes():
    assert texts_in([{"code": "A1", "text": "Uno", "why": ["Due"], "type": "choice"}]) == [
        *("Uno", "Due")
    ]
