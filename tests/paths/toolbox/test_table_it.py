# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.table_it import Table, parse_table, require_complete
from tests.paths.toolbox.helpers import attempt, checked

NUMBERS = ((1.0, 2.5), (3.0, 4.0))


@pytest.mark.parametrize(
    "text",
    [
        "1\t2,5\n3\t4",
        "1;2,5\r\n3;4\r\n",
        "1 2,5\n3   4",
        "1;2,5\r3;4",
        "\n\n1\t2,5\n\t\n3\t4\n\n",
        '"1";"2,5"\n"3";"4"',
        " 1 ; 2,5 \n 3 ; 4 ",
        "1\t2.5\t\t\n3\t4\t\t",
    ],
)
def test_tabs_semicolons_and_spaces_separate_columns(text):
    table = parse_table(text)
    assert table.rows == NUMBERS
    assert table.columns == ("Colonna 1", "Colonna 2")
    assert table.labels == ()
    assert table.column(1) == (2.5, 4.0)


def test_a_first_row_of_words_is_a_header():
    table = parse_table("Attesa\tCortesia\n1\t2,5\n3\t4")
    assert table.columns == ("Attesa", "Cortesia")
    assert (table.rows, table.lines) == (NUMBERS, (2, 3))


def test_a_first_column_of_words_names_the_rows():
    table = parse_table("Zona\tUtenti\nCentro\t1.550\nFrazioni\t620")
    assert table == Table(("Utenti",), ((1550.0,), (620.0,)), ("Centro", "Frazioni"), (2, 3))
    assert parse_table("Centro;5\nFrazioni;6").labels == ("Centro", "Frazioni")


def test_the_corner_above_the_names_may_be_missing():
    table = parse_table("Utenti\tRisposte\nCentro\t5\t1\nFrazioni\t6\t2")
    assert table.columns == ("Utenti", "Risposte")
    assert table.rows == ((5.0, 1.0), (6.0, 2.0))


def test_names_of_rows_may_be_numbers_when_they_are_asked_for():
    assert parse_table("2024;5\n2025;6", labels=True).labels == ("2024", "2025")


@pytest.mark.parametrize("blank", ["", "-", "–", "n.d.", "ND", "n/d", "NA", "N/A", "  "])
def test_blanks_and_their_usual_names_are_missing(blank):
    assert parse_table(f"1;{blank};3\n4;5;6").rows[0] == (1.0, None, 3.0)


def test_blanks_at_the_end_of_a_row_may_be_trimmed():
    assert parse_table("a\tb\tc\n1\t2\t3\n4\n5\t6").rows == (
        (1.0, 2.0, 3.0),
        (4.0, None, None),
        (5.0, 6.0, None),
    )


def test_questions_pasted_as_headers_may_span_lines_and_be_long():
    table = parse_table('"Quanto è\nchiaro?";"' + "x" * 200 + '"\n1;2')
    assert table.columns == ("Quanto è chiaro?", "x" * 119 + "…")


@pytest.mark.parametrize(
    ("text", "row", "column", "sentence"),
    [
        (
            "a;b\n1;2\n3;quattro",
            *(3, 2),
            "Riga 3, colonna 2: «quattro» non è un numero. Scrivete un numero o lasciate vuota la "
            "cella.",
        ),
        (
            "id;1;2\n7;3;4",
            *(1, 1),
            "Riga 1, colonna 1: «id» non è un numero. Se la prima riga ha i nomi delle colonne, "
            "usate solo parole.",
        ),
        ("a;b\n1;2;3", 2, None, "Riga 2: le celle sono 3, ma le colonne sono 2."),
        ("1 2\n3", 2, None, "Riga 2: le celle sono 1, ma le colonne sono 2."),
        ("Centro;1\nFrazioni;2\n3;4\n5;x", 1, 1, "Riga 1, colonna 1: «Centro» non è un numero"),
        ("1;٣\n2;3", 1, 2, "Riga 1, colonna 2: «٣» non è un numero"),
        ("1;NaN\n2;3", 1, 2, "«NaN» non è un numero"),
        ("1;1e400\n2;3", 1, 2, "«1e400» non è un numero"),
        ("1;2\n3;" + "9" * 500, 2, 2, "«9999999999999999999…» non è un numero"),
        (
            "3.45;2\n3.456;1",
            *(2, 1),
            "Riga 2, colonna 1: «3.456» si può leggere in due modi. Usate la virgola per i "
            "decimali in tutta la tabella.",
        ),
        ('1;2\n"3;4\n5;6', 3, None, "Riga 3: le virgolette non si chiudono"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(text, row, column, sentence):
    with pytest.raises(ToolboxError) as caught:
        parse_table(text, field="answers")
    error = caught.value
    assert (error.field, error.row, error.column) == ("answers", row, column)
    assert sentence in str(error)


def test_thousands_with_dots_are_fine_when_no_dot_is_a_decimal():
    assert parse_table("1.550;2,5\n620;3").rows == ((1550.0, 2.5), (620.0, 3.0))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Incollate una tabella"),
        (" \n\t\n", "Incollate una tabella"),
        (None, "Incollate una tabella"),
        (7, "Incollate una tabella"),
        (";;\n;", "La tabella è vuota"),
        ("a;b;c", "ha solo i nomi delle colonne"),
        ("Centro\nFrazioni", "ha solo i nomi delle righe"),
        ("1,2,3\n4,5,6", "Separate le colonne con punti e virgola, non con virgole."),
    ],
)
def test_a_table_without_numbers_is_refused(text, sentence):
    with pytest.raises(ToolboxError, match=sentence):
        parse_table(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1;2\n" * 5_002, "troppe righe: al massimo 5.000"),
        ("1\r" * 5_002, "troppe righe: al massimo 5.000"),
        ("1" * 2_000_001, "troppo lungo: al massimo 2.000.000 caratteri"),
        (";".join("1" * 62), "troppe colonne: al massimo 60"),
        ("\t" * 1_000_000, "Incollate una tabella"),
    ],
)
def test_a_table_over_the_limits_is_refused_before_it_is_read(text, sentence, monkeypatch):
    monkeypatch.setattr("paths.toolbox.table_it.parse_number", None)
    monkeypatch.setattr("paths.toolbox.table_rows._separated", None)
    monkeypatch.setattr("paths.toolbox.table_rows._spaced", None)
    with pytest.raises(ToolboxError, match=sentence):
        parse_table(text)


def test_a_table_at_the_limits_is_read():
    header = ";".join(f"Q{chr(97 + at % 26)}" for at in range(60))
    table = parse_table(header + "\n" + "\n".join([";".join("3" * 60)] * 5_000))
    assert (len(table.rows), len(table.columns)) == (5_000, 60)


def test_a_row_too_many_is_refused_also_without_a_header():
    with pytest.raises(ToolboxError, match="troppe righe"):
        parse_table("1;2\n" * 5_001)


def test_a_later_row_wider_than_the_limit_is_refused():
    with pytest.raises(ToolboxError, match="Riga 2: le celle sono 70"):
        parse_table("a;b\n" + ";".join("1" * 70))
    with pytest.raises(ToolboxError, match="troppe colonne"):
        parse_table("1;2\n" + ";".join("1" * 70))


def test_a_complete_table_passes_and_a_hole_is_told_by_name():
    require_complete(parse_table("1;2\n3;4"))
    with pytest.raises(ToolboxError) as caught:
        require_complete(parse_table("Zona;Utenti;Risposte\nCentro;5;\nFrazioni;6;1"), "strata")
    error = caught.value
    assert str(error) == "Riga 2, colonna «Risposte»: manca il valore. Scrivete un numero."
    assert (error.field, error.row, error.column) == ("strata", 2, 3)


cells = st.none() | st.integers(-99, 99) | st.decimals(-9, 9, places=2).map(float)


@checked
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.tuples(st.integers(0, 9), *[cells] * width), min_size=1)
    ),
    st.sampled_from("\t;"),
)
def test_a_table_written_by_a_spreadsheet_comes_back_whole(rows, separator):
    written = "\n".join(
        separator.join("" if cell is None else str(cell).replace(".", ",") for cell in row)
        for row in rows
    )
    width = max(len(_trimmed(row)) for row in rows)
    assert parse_table(written).rows == tuple(row[:width] for row in rows)


def _trimmed(row):
    while row and row[-1] is None:
        row = row[:-1]
    return row


@checked
@given(st.text('0123456789.,;-\t\n "a%', max_size=60))
def test_any_pasted_text_is_read_or_refused_politely(text):
    table, sentence = attempt(parse_table, text)
    if sentence is None:
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert len(table.lines) == len(table.rows)
    else:
        assert sentence.endswith(".")
