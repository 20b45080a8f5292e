# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from migliorapa.core import search

MOST = 10


class Command(BaseCommand):
    help = "Cerca nel portale e mostra le pagine trovate, dalla più vicina."

    def add_arguments(self, parser):
        parser.add_argument("text", nargs="?", metavar="testo", help="che cosa cercare")
        parser.add_argument("--json", action="store_true", help="risultati in JSON")
        parser.add_argument(
            "--suggest",
            action="store_true",
            help="come i suggerimenti non richiesti: tace quando non è sicura",
        )
        parser.add_argument(
            "--file",
            metavar="DOMANDE",
            help="una ricerca per riga («-» legge da stdin); esce una riga di JSON per ciascuna",
        )
        parser.add_argument("--kind", action="append", help="solo pagine di questo tipo")

    def handle(self, *args, text, json, suggest, file, kind, **options):
        if (text is None) == (file is None):
            raise CommandError("Indicate il testo da cercare oppure --file, uno dei due.")
        look = search.suggest if suggest else search.find
        try:
            for query in [text] if file is None else _lines(file):
                hits = look(query, limit=MOST, kinds=kind)
                if json or file is not None:
                    self.stdout.write(_as_json(query, hits))
                else:
                    self._tell(hits)
            self.stdout.flush()
        except BrokenPipeError:  # who reads has read enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _tell(self, hits: list[search.Hit]) -> None:
        for hit in hits:
            code = f" {hit.code}" if hit.code else ""
            self.stdout.write(f"{hit.score:.2f}  {hit.kind}{code}: {hit.title}  {hit.url}")
        if not hits:
            self.stdout.write("Nessun risultato.")


def _as_json(query: str, hits: list[search.Hit]) -> str:
    names = ("kind", "code", "title", "url", "score")
    results = [{name: asdict(hit)[name] for name in names} for hit in hits]
    query = query.encode("utf-8", "replace").decode()
    return json.dumps({"query": query, "results": results}, ensure_ascii=False)


def _lines(name: str) -> Iterator[str]:
    """Lines without their end; an empty one is a search without words."""
    try:
        with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
            for number, line in enumerate(file):
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                yield text.removeprefix("\ufeff") if number == 0 else text
    except OSError as error:
        raise CommandError(f"Impossibile leggere {name}: {error.strerror}.")
