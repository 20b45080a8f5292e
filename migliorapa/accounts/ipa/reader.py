# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads IndicePA's files by column name: the current `enti.csv` (with or without `_id`)
and the older tab separated `amministrazioni.txt`. Names of people are never read."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..domains import domain_of, host_of, is_public_provider
from . import tables

CODE = re.compile(r"[a-z0-9_]{1,20}")
CURRENT = {"Codice_IPA", "Denominazione_ente", "Codice_Categoria"}
OLDER = {"cod_amm", "des_amm", "tipologia_istat"}


class UnknownFormat(ValueError):
    """The first line is neither of the two headers."""


@dataclass
class Record:
    """One body. `values` holds only what the file says: a missing key leaves what is known."""

    ipa_code: str
    values: dict
    warnings: list[str] = field(default_factory=list)


def decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\0", "")


def read(text: str) -> Iterator[Record]:
    header = text.partition("\n")[0]
    names = set(header.replace('"', "").strip().split("\t" if "\t" in header else ","))
    if names >= CURRENT:
        rows, parse = csv.DictReader(io.StringIO(text)), _current
    elif names >= OLDER:
        rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
        parse = _older
    else:
        raise UnknownFormat
    for row in rows:
        yield parse({name: _clean(value) for name, value in row.items() if name})


def _clean(value) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if text == "null" else text


def _domain(row, mail, kind, website) -> str:
    """First ordinary address that is the body's own, else the host of its site; never a PEC."""
    for number in range(1, 6):
        if row.get(f"{kind}{number}", "").lower() == "altro":
            domain = domain_of(row.get(f"{mail}{number}", ""))
            if domain and not is_public_provider(domain):
                return domain
    host = host_of(website)
    return host if host and not is_public_provider(host) else ""


def _start(code, name, website, domain) -> Record:
    values = {"name": name[:300], "website": website[:200], "email_domain": domain}
    record = Record(code.lower(), values)
    if len(name) > 300:
        record.warnings.append("denominazione più lunga di 300 caratteri: accorciata")
    return record


def _set_category(record, category, nature=""):
    record.values["ipa_category"] = category[:5]
    record.values["type"] = tables.type_of(category, nature, record.values["name"])
    if category not in tables.category_types():
        record.warnings.append(f"categoria sconosciuta «{category}»: tipologia «altro»")


def _set_place(record, istat_code):
    valid = re.fullmatch(r"[0-9]{6}", istat_code) is not None
    code, region = tables.region_of(istat_code) if valid else ("", "")
    if istat_code and not valid:
        record.warnings.append(f"codice ISTAT «{istat_code}» non di sei cifre: lasciato vuoto")
    elif valid and not code:
        record.warnings.append(f"provincia ISTAT sconosciuta «{istat_code[:3]}»: senza regione")
    record.values |= {
        "istat_code": istat_code if valid else "",
        "region_code": code,
        "region": region,
    }


def _set_date(record, text):
    try:
        record.values["updated"] = date.fromisoformat(text[:10]) if text else None
    except ValueError:
        record.values["updated"] = None
        record.warnings.append(f"data «{text}» non leggibile: lasciata vuota")


def _current(row) -> Record:
    site = row.get("Sito_istituzionale", "")
    domain = _domain(row, "Mail", "Tipo_Mail", site)
    record = _start(row["Codice_IPA"], row["Denominazione_ente"], site, domain)
    _set_category(record, row["Codice_Categoria"], row.get("Codice_natura", ""))
    _set_place(record, row.get("Codice_comune_ISTAT", ""))
    _set_date(record, row.get("Data_aggiornamento", ""))
    return record


def _older(row) -> Record:
    site = row.get("sito_istituzionale", "")
    domain = _domain(row, "mail", "tipo_mail", site)
    record = _start(row["cod_amm"], row["des_amm"], site, domain)
    kind = row["tipologia_istat"]
    _set_category(record, tables.category_codes().get(tables.folded(kind), kind))
    if name := row.get("Regione", ""):
        code, region = tables.region_named(name)
        record.values |= {"region_code": code, "region": region}
        if not code:
            record.warnings.append(f"regione sconosciuta «{name}»: lasciata vuota")
    return record


def problem_of(record) -> str:
    """Why a record cannot be kept; empty when it can."""
    if not CODE.fullmatch(record.ipa_code):
        return "codice IPA non valido: riga saltata"
    return "" if record.values["name"] else "senza denominazione: riga saltata"
