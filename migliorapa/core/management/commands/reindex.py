# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.management.base import BaseCommand

from migliorapa.core import registry, search


class Command(BaseCommand):
    help = "Riscrive l'indice della ricerca con tutto ciò che le applicazioni pubblicano."

    def handle(self, *args, **options):
        self.stdout.write(f"Pagine nella ricerca: {search.rebuild(registry.search_sources())}")
