# SPDX-License-Identifier: AGPL-3.0-or-later
import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from helpdesk.actions.faq_import import import_faqs
from helpdesk.faq.csv_rows import CsvError, rows_of


def _text(file: str) -> str:
    """As it is, line ends too: those inside a cell belong to it."""
    with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
        return stream.read().decode()


class Command(BaseCommand):
    help = (
        "Carica FAQ da un file CSV con intestazione, in UTF-8. Colonne: code, question e answer "
        "obbligatorie; facoltative body, slug, also_asked, topics, steps, tools, deep_dives "
        "(elenchi separati da |), status (draft oppure published), reviewed (AAAA-MM-GG). "
        "Un codice già presente si aggiorna, ma i testi cambiati o decisi sul sito solo con "
        "--replace. O tutto il file o niente."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="il file CSV, oppure - per lo standard input")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="sostituisce anche i testi cambiati o decisi sul sito; restano nelle versioni",
        )

    def handle(self, *args, file, replace=False, **options):
        try:
            made = import_faqs(rows_of(_text(file)), replace=replace)
        except OSError as error:
            raise CommandError(f"«{file}» non si apre: {error.strerror}.", returncode=2)
        except UnicodeDecodeError:
            raise CommandError(
                f"«{file}» non è in UTF-8. Salvatelo di nuovo: in Excel il formato si chiama "
                "«CSV UTF-8», in LibreOffice si sceglie «Unicode (UTF-8)».",
                returncode=2,
            )
        except csv.Error:
            raise CommandError(
                f"«{file}» non è un CSV leggibile: una cella è troppo lunga, oppure mancano le "
                "virgolette che la chiudono.",
                returncode=2,
            )
        except CsvError as error:
            raise CommandError(str(error), returncode=2)
        same = f" Già uguali: {made.unchanged}." if made.unchanged else ""
        self.stdout.write(f"FAQ nuove {len(made.created)}, aggiornate {len(made.updated)}.{same}")
