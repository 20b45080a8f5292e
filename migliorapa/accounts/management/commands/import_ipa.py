# SPDX-License-Identifier: AGPL-3.0-or-later
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from migliorapa.accounts.ipa import importer, reader

SHOWN = 20


class Command(BaseCommand):
    help = "Carica le amministrazioni da un file di IndicePA (enti.csv o amministrazioni.txt)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="file scaricato da indicepa.gov.it")

    def handle(self, file, verbosity, **options):
        try:
            report = importer.load(reader.decode(file.read_bytes()))
        except OSError as error:
            raise CommandError(f"Non posso leggere {file}: {error.strerror}.")
        except reader.UnknownFormat:
            raise CommandError(
                f"{file} non ha l'intestazione di IndicePA: serve enti.csv, oppure il vecchio "
                "amministrazioni.txt separato da tabulazioni."
            )
        self.stdout.write(str(report))
        shown = report.warnings if verbosity > 1 else report.warnings[:SHOWN]
        for warning in shown:
            self.stdout.write(f"- {warning}")
        if hidden := len(report.warnings) - len(shown):
            self.stdout.write(f"Altri {hidden} avvisi: ripetete con --verbosity 2 per leggerli.")
