# SPDX-License-Identifier: AGPL-3.0-or-later
from pathlib import Path

from django.core.management.base import BaseCommand

from paths import actions, rules_files
from paths.engine import RuleError, loads, verify
from paths.management import changes_text
from paths.management.findings_text import summary, tell
from paths.management.rules import (
    BLOCKED,
    quiet_if_nobody_reads,
    read_file,
    read_version,
    refuse,
    unusable,
    words_if_any,
)
from paths.rules_files import DMN, JSON


class Command(BaseCommand):
    help = "Scrive una versione delle regole in un file, o legge un file come bozza."
    requires_system_checks = []

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="export|import")
        export = verbs.add_parser("export", help="scrive le regole in vigore, o un'altra versione")
        export.add_argument("--format", choices=[JSON, DMN], default=JSON)
        export.add_argument("--version", type=int, dest="number", metavar="N")
        export.add_argument("--output", metavar="FILE", help="se manca, scrive sul terminale")
        bring = verbs.add_parser("import", help="legge un file e ne fa una bozza")
        bring.add_argument("file", metavar="FILE", help="JSON canonico o DMN («-» legge da stdin)")
        bring.add_argument("--format", choices=[JSON, DMN], help="se manca, si capisce dal file")
        bring.add_argument("--note", default="", help="che cosa cambia e perché")
        bring.add_argument("--publish", action="store_true", help="mette in vigore la bozza")
        bring.add_argument(
            "--acknowledge",
            action="store_true",
            help="conferma di aver visto che cosa cambia per i profili",
        )

    def handle(self, *args, verb, **options):
        if verb == "export":
            self._export(options["format"], options["number"], options["output"])
        else:
            draft = self._import(options["file"], options["format"], options["note"])
            if options["publish"]:
                self._publish(draft, options["acknowledge"])

    def _export(self, kind, number, output):
        text = rules_files.write(read_version(number), kind).decode()
        if not output:
            with quiet_if_nobody_reads():
                self.stdout.write(text, ending="")
            return
        try:
            Path(output).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise unusable("scrivere", output, error)

    def _import(self, file, kind, note):
        try:
            draft = actions.import_draft(rules=read_file(file, kind), note=note)
            found = verify(loads(draft.canonical))
        except RuleError as error:
            raise refuse(f"{file}: {error}")
        words = words_if_any()
        told = [f"Bozza {draft.version} creata. {summary(found)}"]
        if found.findings:
            told.append(tell(loads(draft.canonical), found, words))
        told.append(changes_text.tell(actions.changes_against_force(draft), words))
        with quiet_if_nobody_reads():
            self.stdout.write("\n".join(filter(None, told)))
        return draft

    def _publish(self, draft, acknowledged):
        try:
            row = actions.publish(draft=draft, actor=None, acknowledged=acknowledged)
        except actions.NotAcknowledged as refusal:
            raise refuse(
                f"La bozza {draft.version} resta bozza. {refusal} Qui sopra leggete che cosa "
                "cambia: se va bene, ripetete il comando con --acknowledge.",
                BLOCKED,
            )
        except actions.RulesError as refusal:
            raise refuse(f"La bozza {draft.version} resta bozza. {refusal}", BLOCKED)
        with quiet_if_nobody_reads():
            self.stdout.write(f"La versione {row.version} è in vigore.")
