# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.management.base import BaseCommand, CommandError

from migliorapa.core import registry, search
from paths import actions, rendering
from paths.loading import load_content
from paths.loading.load import ContentError


class Command(BaseCommand):
    help = "Carica i testi delle cartelle content senza toccare quelli modificati dalla redazione."

    def add_arguments(self, parser):
        parser.add_argument("--quiet", action="store_true", help="tace se non c'è nulla da dire")
        parser.add_argument(
            "--restore",
            default="",
            metavar="NOME",
            help="rimette un testo che la redazione ha cancellato, per esempio paths/P01.md",
        )

    def handle(self, *args, quiet, restore, **options):
        try:
            report = load_content(restore=restore) + registry.load_contents()
            rules = actions.load_initial_rules()
        except (ContentError, actions.RulesError) as error:
            raise CommandError(str(error))
        if report.changed or rules:
            rendering.render_everything()
        if report.changed or rules or search.is_stale():
            search.rebuild(registry.search_sources())
        if restore and restore not in report.created:
            self.stdout.write(f"{restore}: nessun testo cancellato ha questo nome.")
        for name in report.kept:
            self.stdout.write(
                f"{name}: il file è cambiato, ma la redazione ha modificato il testo: "
                "resta quello della redazione."
            )
        for name in report.deleted:
            self.stdout.write(
                f"{name}: la redazione ha cancellato questo testo, e il file non lo rimette. "
                f"Se serve ancora: load_content --restore {name}"
            )
        if report.changed or not quiet:
            self.stdout.write(
                f"Testi nuovi {len(report.created)}, aggiornati {len(report.updated)}, "
                f"uguali {report.unchanged}, della redazione {len(report.kept)}."
            )
        if rules:
            self.stdout.write(rules)
