# SPDX-License-Identifier: AGPL-3.0-or-later
import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from helpdesk.faq_csv import COLUMNS, CsvError, import_faqs


class Command(BaseCommand):
    help = (
        "Carica FAQ da un file CSV con intestazione, in UTF-8. Colonne: code, question e answer "
        "obbligatorie; facoltative body, slug, also_asked, topics, steps, tools, deep_dives "
        "(elenchi separati da |), status (draft oppure published), reviewed (AAAA-MM-GG). "
        "Un codice già presente si aggiorna. O tutto il file o niente."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="il file CSV, oppure - per lo standard input")

    def handle(self, *args, file, **options):
        try:
            if file == "-":
                created, updated = import_faqs(csv.DictReader(sys.stdin))
            else:
                with Path(file).open(encoding="utf-8-sig", newline="") as stream:
                    created, updated = import_faqs(csv.DictReader(stream))
        except OSError as error:
            raise CommandError(f"«{file}» non si apre: {error.strerror}.", returncode=2)
        except UnicodeDecodeError:
            raise CommandError(f"«{file}» non è in UTF-8: salvatelo in UTF-8.", returncode=2)
        except csv.Error as error:
            raise CommandError(f"«{file}» non è un CSV leggibile: {error}.", returncode=2)
        except CsvError as error:
            raise CommandError(f"{error} Colonne ammesse: {', '.join(COLUMNS)}.", returncode=2)
        self.stdout.write(f"FAQ nuove {created}, aggiornate {updated}.")
