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

    def handle(self, *args, quiet, **options):
        try:
            report = load_content() + registry.load_contents()
            rules = actions.load_initial_rules()
        except (ContentError, actions.RulesError) as error:
            raise CommandError(str(error))
        if report.changed or rules:
            rendering.render_everything()
        if report.changed or rules or search.is_empty():
            search.rebuild(registry.search_sources())
        for name in report.kept:
            self.stdout.write(
                f"{name}: il file è cambiato, ma la redazione ha modificato il testo: "
                "resta quello della redazione."
            )
        if report.changed or not quiet:
            self.stdout.write(
                f"Testi nuovi {len(report.created)}, aggiornati {len(report.updated)}, "
                f"uguali {report.unchanged}, della redazione {len(report.kept)}."
            )
        if rules:
            self.stdout.write(rules)
