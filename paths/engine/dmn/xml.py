# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parse untrusted XML: no DTD, no entities, no network, bounded size."""

from lxml import etree

from ..errors import RuleError

MAX_BYTES = 2_000_000


def parse(data: bytes) -> etree._Element:
    if len(data) > MAX_BYTES:
        raise RuleError(f"Il file DMN supera il limite di {MAX_BYTES // 1_000_000} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError("Il file DMN deve essere in UTF-8.") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise RuleError("Il file DMN contiene una dichiarazione DOCTYPE o ENTITY: non è ammessa.")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise RuleError(
            f"Il file DMN non è un XML valido: l'errore è alla riga {line}, colonna {column}."
        ) from error
    except ValueError as error:
        raise RuleError("Il file DMN non è un XML valido.") from error
