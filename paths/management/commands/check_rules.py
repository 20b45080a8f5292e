# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import sys

from django.core.management.base import BaseCommand

from paths.engine import RuleError, verify
from paths.management.findings_text import document, tell
from paths.management.rules import BLOCKED, read_file, read_version, refuse, words_if_any


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
        self.stdout.write(_dump(rules, found) if json else tell(rules, found, words_if_any()))
        if found.blocking:
            sys.exit(BLOCKED)


def _dump(rules, found) -> str:
    return json.dumps(document(rules, found), ensure_ascii=False, indent=2)
