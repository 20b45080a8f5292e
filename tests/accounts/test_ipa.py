# SPDX-License-Identifier: AGPL-3.0-or-later
"""The traps of IndicePA's files, most of them in real rows."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from migliorapa.accounts.ipa import importer, reader, tables
from migliorapa.accounts.models import Administration
from tests.factories.accounts import AdministrationFactory

SAMPLE = Path(__file__).parent / "data" / "enti_sample.csv"
HEADER = SAMPLE.read_text().split("\n", 1)[0].split(",")
OLDER_HEADER = [
    *("cod_amm", "des_amm", "Comune", "nome_resp", "cogn_resp", "Cap", "Provincia", "Regione"),
    *("sito_istituzionale", "Indirizzo", "titolo_resp", "tipologia_istat", "tipologia_amm"),
    *("acronimo", "cf_validato", "Cf", "mail1", "tipo_mail1", "mail2", "tipo_mail2", "mail3"),
    *("tipo_mail3", "mail4", "tipo_mail4", "mail5", "tipo_mail5", "url_facebook", "url_twitter"),
    *("url_googleplus", "url_youtube", "liv_accessibili"),
]
LEGAL = {
    "Codice_IPA": "c_x001",
    "Denominazione_ente": "Comune di Prova",
    "Codice_Categoria": "L6",
    "Codice_natura": "2430",
    "Codice_comune_ISTAT": "072006",
    "Nome_responsabile": "Filomena",
    "Cognome_responsabile": "Sconosciuti",
}


def current(*rows, header=HEADER):
    out = StringIO()
    writer = csv.DictWriter(out, header, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(LEGAL | row for row in rows)
    return out.getvalue()


def older(**values):
    row = {name: "null" for name in OLDER_HEADER} | values
    return "\t".join(OLDER_HEADER) + "\n" + "\t".join(row[name] for name in OLDER_HEADER) + "\n"


def only(text):
    (record,) = reader.read(text)
    return record


@pytest.fixture
def sample():
    return {record.ipa_code: record for record in reader.read(reader.decode(SAMPLE.read_bytes()))}


# --- the real rows


def test_the_sample_is_read_without_a_warning(sample):
    assert len(sample) == 20
    assert [warning for record in sample.values() for warning in record.warnings] == []


def test_codes_are_lower_cased_and_not_guessed_from_the_land_registry(sample):
    assert {"c_f883", "c_f8494", "0tk07ish", "080"} <= set(sample)
    assert sample["c_m202"].values["name"] == "Comune di Castrolibero"
    assert sample["c_m202a"].values["name"] == "Comune di Zumpano"


def test_consortia_of_category_l6_are_no_municipalities(sample):
    assert sample["c_f8494"].values["type"] == "altro"
    assert sample["c_a662"].values["type"] == "comune"


@pytest.mark.parametrize(
    ("code", "type_"), [("04uy8i1h", "scuola"), ("080", "sanita"), ("1cmvl", "comune")]
)
def test_categories_become_types(sample, code, type_):
    assert sample[code].values["type"] == type_


@pytest.mark.parametrize(
    ("code", "istat", "region"),
    [
        ("c_f839", "063049", ("15", "Campania")),
        ("c_a662", "072006", ("16", "Puglia")),
        ("c_m208", "079160", ("18", "Calabria")),
        ("c_g273", "082053", ("19", "Sicilia")),
        ("c_f883", "004149", ("01", "Piemonte")),
        ("092", "092009", ("20", "Sardegna")),
    ],
)
def test_the_region_comes_from_the_province_and_zeros_stay(sample, code, istat, region):
    values = sample[code].values
    assert (values["istat_code"], (values["region_code"], values["region"])) == (istat, region)


@pytest.mark.parametrize(
    ("code", "domain"),
    [
        ("c_e329", "comuneischia.it"),  # the ordinary address, not the site
        ("c_m202a", "comune.zumpano.cs.it"),  # written in capitals
        ("c_a662", "comune.bari.it"),  # only PEC: the site
        ("04uy8i1h", "titolivionapoli.edu.it"),  # istruzione.it is everybody's
        ("c_m202", "comune.castrolibero.cs.it"),  # a site ending in a slash
        ("0fmnmf8z", ""),  # only PEC, no site
        ("c_e328", "iscasulloionio.asmenet.it"),
    ],
)
def test_the_mail_domain_is_the_bodys_own_or_none(sample, code, domain):
    assert sample[code].values["email_domain"] == domain


def test_quotes_inside_a_name_and_spaces_at_its_end(sample):
    assert sample["0tk07ish"].values["name"] == 'ISTITUTO COMPRENSIVO "AMEDEO D\'AOSTA"'
    assert only(current({"Denominazione_ente": " Comune  di Prova "})).values["name"] == (
        "Comune di Prova"
    )


# --- the format


def test_columns_are_found_by_name_with_or_without_the_id_and_in_any_order():
    text = current({}, header=[name for name in reversed(HEADER) if name != "_id"])
    assert only(text).ipa_code == "c_x001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_byte_order_mark_and_older_encodings_are_understood(encoding):
    text = current({"Denominazione_ente": "Comune di Forlì"})
    assert only(reader.decode(text.encode(encoding))).values["name"] == "Comune di Forlì"


def test_line_ends_of_another_system_make_no_difference():
    assert only(current({}).replace("\r\n", "\n")).values == only(current({})).values


@pytest.mark.parametrize("text", ["", "\n", "nome,cognome\nA,B\n", "<html></html>", "%PDF-1.7"])
def test_anything_else_is_no_indicepa_file(text):
    with pytest.raises(reader.UnknownFormat):
        list(reader.read(text))


def test_the_older_file_says_the_region_by_name_and_null_for_nothing():
    record = only(
        older(
            cod_amm="c_A662",
            des_amm="Comune di Bari",
            Regione="Puglia",
            tipologia_istat="Comuni e loro Consorzi e Associazioni",
            mail1="a@pec.comune.bari.it",
            tipo_mail1="pec",
            mail2="urp@comune.bari.it",
            tipo_mail2="altro",
        )
    )
    assert record.ipa_code == "c_a662"
    assert record.values == {
        "name": "Comune di Bari",
        "ipa_category": "L6",
        "type": "comune",
        "region_code": "16",
        "region": "Puglia",
        "website": "",
        "email_domain": "comune.bari.it",
    }


def test_a_quote_in_the_older_file_does_not_swallow_the_next_rows():
    one = older(cod_amm="a1", des_amm='Istituto "Amedeo', tipologia_istat="x")
    two = older(cod_amm="a2", des_amm="Altro", tipologia_istat="x").split("\n", 1)[1]
    assert [record.ipa_code for record in reader.read(one + two)] == ["a1", "a2"]


@pytest.mark.parametrize("name", ["Emilia Romagna", "EMILIA-ROMAGNA", "emilia romagna"])
def test_regions_written_differently_are_the_same(name):
    assert tables.region_named(name) == ("08", "Emilia-Romagna")


@pytest.mark.parametrize(
    ("name", "code"),
    [("Trentino-Alto Adige/Südtirol", "04"), ("Valle d'Aosta/Vallée d'Aoste", "02"), ("Marte", "")],
)
def test_two_languages_and_unknown_regions(name, code):
    assert tables.region_named(name)[0] == code


# --- what is odd gets a warning


@pytest.mark.parametrize(
    ("change", "warning", "field", "value"),
    [
        ({"Codice_Categoria": "X9"}, "categoria sconosciuta «X9»", "type", "altro"),
        ({"Codice_Categoria": ""}, "categoria sconosciuta", "type", "altro"),
        ({"Codice_comune_ISTAT": "63049"}, "non di sei cifre", "istat_code", ""),
        ({"Codice_comune_ISTAT": "999001"}, "provincia ISTAT sconosciuta", "region", ""),
        ({"Data_aggiornamento": "16/06/2024"}, "non leggibile", "updated", None),
        ({"Denominazione_ente": "x" * 301}, "300 caratteri", "name", "x" * 300),
    ],
)
def test_odd_values_are_kept_safe_and_reported(change, warning, field, value):
    record = only(current(change))
    assert record.values[field] == value
    assert warning in record.warnings[0]
    assert len(record.warnings) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Codice_IPA": ""}, "codice IPA non valido"),
        ({"Codice_IPA": "c x"}, "codice IPA non valido"),
        ({"Codice_IPA": "c_è"}, "codice IPA non valido"),
        ({"Codice_IPA": "x" * 21}, "codice IPA non valido"),
        ({"Denominazione_ente": "  "}, "senza denominazione"),
        ({"Codice_IPA": "C_X002"}, "codice già visto"),
    ],
)
def test_rows_that_cannot_be_kept_are_skipped_and_reported(change, reason):
    report = importer.Report()
    text = current({"Codice_IPA": "c_x002"}, change)
    kept = [record.ipa_code for record in importer.sound_records(text, report)]
    assert kept == ["c_x002"]
    assert reason in report.warnings[-1]


# --- loading


@pytest.mark.django_db
def test_loading_twice_leaves_everything_unchanged():
    text = reader.decode(SAMPLE.read_bytes())
    assert str(importer.load(text)) == "Create: 20. Aggiornate: 0. Invariate: 0. Avvisi: 0."
    assert str(importer.load(text)) == "Create: 0. Aggiornate: 0. Invariate: 20. Avvisi: 0."
    naples = Administration.objects.get(ipa_code="c_f839")
    assert naples.updated == date(2024, 6, 16)
    assert naples in Administration.objects.in_convergence_regions()
    assert Administration.objects.matching("napoli").first() == naples


@pytest.mark.django_db
def test_a_changed_row_updates_its_administration_and_keeps_its_number():
    known = AdministrationFactory(ipa_code="c_x001", name="Vecchio Nome")
    report = importer.load(current({"Denominazione_ente": "Comune di Nardo'"}))
    assert (report.created, report.updated) == (0, 1)
    known.refresh_from_db()
    assert (known.name, known.search_key) == ("Comune di Nardo'", "comune di nardo")


@pytest.mark.django_db
def test_a_domain_checked_by_hand_survives_the_import():
    AdministrationFactory(ipa_code="c_x001", email_domain="a-mano.it", domain_checked=True)
    importer.load(current({"Sito_istituzionale": "www.altro.it"}))
    assert Administration.objects.get().email_domain == "a-mano.it"


@pytest.mark.django_db
def test_the_older_file_does_not_erase_what_only_the_current_one_tells():
    importer.load(current({"Data_aggiornamento": "2024-06-16"}))
    importer.load(older(cod_amm="c_x001", des_amm="Comune di Prova", tipologia_istat="x"))
    known = Administration.objects.get()
    assert (known.istat_code, known.region, known.updated) == (
        "072006",
        "Puglia",
        date(2024, 6, 16),
    )


@pytest.mark.django_db
def test_names_of_people_are_kept_nowhere():
    importer.load(current({}))
    stored = " ".join(str(value) for value in Administration.objects.values_list().get())
    assert "Filomena" not in stored
    assert "Sconosciuti" not in stored


@pytest.mark.django_db
@pytest.mark.parametrize("n", [1, 3])
def test_loading_asks_as_many_queries_for_three_rows_as_for_one(n, django_assert_num_queries):
    text = current(*({"Codice_IPA": f"x{number}"} for number in range(n)))
    with django_assert_num_queries(4):  # savepoint, read, write, release
        importer.load(text)


@pytest.mark.django_db
def test_the_command_reports_in_italian(capsys):
    call_command("import_ipa", str(SAMPLE))
    assert capsys.readouterr().out == "Create: 20. Aggiornate: 0. Invariate: 0. Avvisi: 0.\n"


@pytest.mark.django_db
def test_the_command_shows_twenty_warnings_unless_asked_for_all(tmp_path, capsys):
    file = tmp_path / "enti.csv"
    rows = ({"Codice_IPA": f"x{n}", "Codice_Categoria": "X9"} for n in range(25))
    file.write_text(current(*rows))
    call_command("import_ipa", str(file))
    out = capsys.readouterr().out
    assert out.count("categoria sconosciuta") == 20
    assert "Altri 5 avvisi" in out
    call_command("import_ipa", str(file), verbosity=2)
    assert capsys.readouterr().out.count("categoria sconosciuta") == 25


@pytest.mark.django_db
def test_the_command_explains_missing_and_foreign_files(tmp_path):
    with pytest.raises(CommandError, match="Non posso leggere"):
        call_command("import_ipa", str(tmp_path / "manca.csv"))
    foreign = tmp_path / "altro.csv"
    foreign.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="intestazione di IndicePA"):
        call_command("import_ipa", str(foreign))
    assert not Administration.objects.exists()


# --- the tables


def test_every_province_has_one_region_and_the_convergence_ones_are_right():
    rows = list(tables._rows("provinces.csv"))
    assert [row["province_code"] for row in rows] == [f"{number:03d}" for number in range(1, 120)]
    by_region = {}
    for row in rows:
        by_region.setdefault(row["region"], []).append(row["province_code"])
    assert len(by_region) == 20
    assert by_region["Campania"] == ["061", "062", "063", "064", "065"]
    assert by_region["Puglia"] == ["071", "072", "073", "074", "075", "110"]
    assert by_region["Calabria"] == ["078", "079", "080", "101", "102"]
    assert by_region["Sicilia"] == [f"0{number}" for number in range(81, 90)]
    assert set(by_region["Sardegna"]) >= {str(number) for number in range(111, 120)}


def test_every_category_has_a_type_that_exists():
    assert set(tables.category_types().values()) <= set(Administration.Type.values)
    assert len(tables.category_types()) == 52
