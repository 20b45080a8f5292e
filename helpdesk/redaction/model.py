# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What was found. The value is what readers see, in square brackets."""

    NAME = "nome"
    EMAIL = "e-mail"
    PHONE = "telefono"
    TAX_CODE = "codice fiscale"
    VAT = "partita IVA"
    IBAN = "IBAN"
    ADDRESS = "indirizzo"
    PLACE = "comune"
    BODY = "ente"
    PROTOCOL = "protocollo"
    CASE = "pratica"
    TENDER = "codice di gara"
    BADGE = "matricola"
    DOCUMENT = "documento"
    PLATE = "targa"
    BIRTH = "data di nascita"
    IP = "indirizzo di rete"
    LINK = "collegamento"
    USER = "nome utente"
    PASSWORD = "password"
    OTHER = "dato"

    @property
    def mark(self) -> str:
        return f"[{self.value}]"


@dataclass(frozen=True)
class Record:
    """What is known of a request, whatever its texts say.

    `names`: of requester, participants and operators, in full. `tokens`: protocol numbers, signed
    addresses and anything else that is in the record and must not be read outside.
    """

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Span:
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Replacement:
    """`start` and `end` count in the text before redaction: text[start:end] == original."""

    start: int
    end: int
    original: str
    kind: Kind
    replacement: str


@dataclass(frozen=True)
class Redaction:
    text: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True)
class Leak:
    """Something that forbids publication; `what` is a sentence for the operator.

    `is_known`: of the record, rather than of the shape of a personal datum.
    """

    start: int
    end: int
    what: str
    kind: Kind
    is_known: bool = field(default=False, kw_only=True)
