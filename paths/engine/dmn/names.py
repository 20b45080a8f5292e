# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names shared by the two directions: namespaces, decisions and their columns."""

from typing import NamedTuple

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
OWN = "urn:migliorapa:rules:1"
PATH = "percorso"


class ItemTable(NamedTuple):
    """A COLLECT table: which field of a modifier it holds, which codes of the rule set it names."""

    decision: str
    title: str
    field: str
    codes: str
    outputs: tuple[str, ...]


ITEM_TABLES = (
    ItemTable("strumenti", "Strumenti", "add_tools", "tools", ("strumento", "peso")),
    ItemTable(
        "approfondimenti",
        "Approfondimenti",
        "add_deep_dives",
        "deep_dives",
        ("approfondimento", "peso"),
    ),
    ItemTable(
        "strumenti_esclusi", "Strumenti esclusi", "exclude_tools", "tools", ("strumento_escluso",)
    ),
    ItemTable(
        "approfondimenti_esclusi",
        "Approfondimenti esclusi",
        "exclude_deep_dives",
        "deep_dives",
        ("approfondimento_escluso",),
    ),
    ItemTable("passi_esclusi", "Passi esclusi", "remove_steps", "steps", ("passo_escluso",)),
)


def dmn(name: str) -> str:
    return f"{{{DMN}}}{name}"
