# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.management.base import BaseCommand, CommandError

from paths.documents.render import render_all
from paths.management.rules import unusable


class Command(BaseCommand):
    help = "Prepara i documenti da scaricare (ODT e DOCX) che mancano e toglie quelli superati."

    def add_arguments(self, parser):
        parser.add_argument("--quiet", action="store_true", help="tace se non c'è nulla da dire")

    def handle(self, *args, quiet, **options):
        try:
            report = render_all()
        except OSError as error:
            raise unusable("usare", error.filename or "la cartella dei documenti", error)
        if report.made or report.removed or not quiet:
            self.stdout.write(
                f"Documenti fatti {report.made}, già pronti {report.ready}, tolti {report.removed}."
            )
        if report.failed:
            raise CommandError("Documenti non riusciti: " + "; ".join(report.failed))
