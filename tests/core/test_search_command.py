# SPDX-License-Identifier: AGPL-3.0-or-later
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.usefixtures("catalogue")


def output(*arguments):
    out = StringIO()
    call_command("search", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_lists_pages_with_kind_and_code():
    assert "strumento T20: Calcolatore della numerosità campionaria" in output(
        "numerosità campione"
    )
    assert output("zxqwv") == "Nessun risultato.\n"


def test_each_line_of_a_file_gives_a_line_of_json(tmp_path):
    file = tmp_path / "domande.txt"
    file.write_bytes(
        "\ufeffcampione\r\n\nqualit\u00e0\nzxqwv \xff".encode("utf-8", "replace") + b"\xff\n"
    )
    lines = [json.loads(line) for line in output("--file", str(file)).splitlines()]
    assert [line["query"] for line in lines][:3] == ["campione", "", "qualità"]
    assert [bool(line["results"]) for line in lines] == [True, False, True, False]
    first = lines[0]["results"][0]
    assert set(first) == {"kind", "code", "title", "url", "score"}
    assert len(lines[0]["results"]) <= 10
    scores = [result["score"] for result in lines[0]["results"]]
    assert scores == sorted(scores, reverse=True)


def test_suggestions_are_asked_as_the_box_asks_them():
    text = "prenotare il campo da tennis per domenica"
    assert json.loads(output(text, "--json"))["results"]
    assert json.loads(output(text, "--json", "--suggest"))["results"] == []


@pytest.mark.parametrize("arguments", [[], ["testo", "--file", "x"], ["--file", "/non/esiste"]])
def test_what_it_cannot_do_is_said(arguments):
    with pytest.raises(CommandError):
        output(*arguments)


def test_it_ends_quietly_when_nobody_reads_on(monkeypatch, tmp_path):
    class Closed(StringIO):
        def write(self, text):
            raise BrokenPipeError

    ours = (tmp_path / "stdout").open("w")
    monkeypatch.setattr("sys.stdout", ours)
    call_command("search", "campione", stdout=Closed())
    ours.write("non arriva")
    ours.close()
    assert (tmp_path / "stdout").read_text() == ""
