# SPDX-License-Identifier: AGPL-3.0-or-later
import ast
import re
import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

import paths.toolbox
from tests.paths.toolbox.results import RESULTS

each_result = pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)


def sentences(text):
    return re.split(r"(?<=[.?])\s+", text)


@each_result
def test_what_a_reader_sees_is_made_of_short_sentences(result):
    for text in (result.sentence, result.method_note, result.limits, result.formula):
        assert text.endswith(".")
        assert all(len(sentence.split()) <= 35 for sentence in sentences(text))


@each_result
def test_numbers_are_italian_and_signs_proper(result):
    for text in (result.sentence, result.method_note):
        assert not re.search(r"\d\.\d{1,2}\b|\d{4}|(?<!\w)-\d|nan|inf\b|None", text)


@each_result
def test_nobody_is_told_of_one_users_or_many_user(result):
    for text in (result.sentence, result.method_note):
        assert not re.search(r"\b1 (?:utenti|risposte|fattori|aspetti|domande|strati)\b", text)
        assert not re.search(
            r"\b(?:\d*[02-9]|\d+1) (?:utente|risposta|fattore|aspetto|domanda)\b", text
        )


@each_result
def test_percentages_take_the_right_article(result):
    for text in (result.sentence, result.method_note):
        assert not re.search(r"\b(?:il|del|al) (?:8|11\b|1\b|0)[\d,]*%", text)


@each_result
def test_a_result_cannot_be_altered(result):
    with pytest.raises(FrozenInstanceError):
        setattr(result, fields(result)[0].name, None)


def test_the_toolbox_needs_nothing_but_the_standard_library():
    imported = set()
    for source in Path(paths.toolbox.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module)
    foreign = {
        name
        for name in imported
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith("paths.toolbox")
    }
    assert foreign == set()
    assert "dataclasses" in imported
