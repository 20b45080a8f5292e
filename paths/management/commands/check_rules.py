# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import sys

from django.core.management.base import BaseCommand

from paths.engine import RuleError, verify
from paths.management import changes_text
from paths.management.findings_text import document, tell
from paths.management.rules import (
    BLOCKED,
    changes_if_any,
    quiet_if_nobody_reads,
    read_file,
    read_version,
    refuse,
    words_if_any,
)


class Command(BaseCommand):
    help = (
        "Controlla le regole su tutti i profili: quelle in vigore, una bozza o un file. "
        "Esce con 1 se qualcosa impedisce di metterle in vigore."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="JSON canonico o DMN («-» legge da stdin)")
        parser.add_argument("--draft", type=int, metavar="N", help="il numero di una versione")
        parser.add_argument("--json", action="store_true", help="tutte le segnalazioni in JSON")

    def handle(self, *args, file, draft, json, **options):
        if file and draft is not None:
            raise refuse("Indicate un file oppure --draft, non tutti e due.")
        rules = read_file(file) if file else read_version(draft)
        try:
            found = verify(rules)
        except RuleError as error:
            raise refuse(str(error))
        changes = changes_if_any(rules)
        told = _dump(rules, found, changes) if json else _tell(rules, found, changes)
        with quiet_if_nobody_reads():
            self.stdout.write(told)
        if found.blocking:
            sys.exit(BLOCKED)


def _tell(rules, found, changes) -> str:
    words = words_if_any()
    parts = (tell(rules, found, words), changes_text.tell(changes, words))
    return "\n".join(filter(None, parts))


def _dump(rules, found, changes) -> str:
    told = document(rules, found) | {"changes": changes_text.document(changes)}
    return json.dumps(told, ensure_ascii=False, indent=2)
