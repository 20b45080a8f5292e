# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reference tables: IPA categories, and the region of each ISTAT province code."""

import csv
from functools import cache
from pathlib import Path

from ..folding import folded

DATA = Path(__file__).resolve().parent.parent / "data"
COMUNI, MUNICIPALITY = "L6", "2430"
MUNICIPAL_NAMES = ("comune ", "citta di ", "roma capitale")


def _rows(name):
    with open(DATA / name, encoding="utf-8") as source:
        yield from csv.DictReader(line for line in source if not line.startswith("#"))


@cache
def category_types() -> dict[str, str]:
    return {row["code"]: row["type"] for row in _rows("ipa_categories.csv")}


@cache
def category_codes() -> dict[str, str]:
    """Code by folded name: the older file tells categories by name."""
    return {folded(row["name"]): row["code"] for row in _rows("ipa_categories.csv")}


@cache
def _regions_of_provinces() -> dict[str, tuple[str, str]]:
    rows = _rows("provinces.csv")
    return {row["province_code"]: (row["region_code"], row["region"]) for row in rows}


@cache
def _regions_by_name() -> dict[str, tuple[str, str]]:
    return {folded(region): (code, region) for code, region in _regions_of_provinces().values()}


def region_of(istat_code: str) -> tuple[str, str]:
    """(code, name) of a municipality's region; empty strings for an unknown province."""
    return _regions_of_provinces().get(istat_code[:3], ("", ""))


def region_named(name: str) -> tuple[str, str]:
    """The same by name: «Emilia Romagna» and «Trentino-Alto Adige/Südtirol» are known too."""
    key = folded(name)
    if key.startswith(("trentino", "valle d aosta")):
        key = "trentino alto adige" if key.startswith("t") else "valle d aosta"
    return _regions_by_name().get(key, ("", ""))


def type_of(category: str, nature: str, name: str) -> str:
    """L6 also holds consortia of municipalities: those are no municipality."""
    if category == COMUNI and nature != MUNICIPALITY:
        return "comune" if folded(name).startswith(MUNICIPAL_NAMES) else "altro"
    return category_types().get(category, "altro")
