# SPDX-License-Identifier: AGPL-3.0-or-later
"""The state of the texts, for whoever looks after them: only reads, writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import F, Model, Q
from django.urls import reverse
from django.utils.formats import date_format

from migliorapa.core import drawings
from migliorapa.core.models import Page
from migliorapa.core.readability import Readability, measure

from .link_targets import CODE_LINK, Targets
from .loading import kept
from .models import DeepDive, GlossaryTerm, Path, Phase, Question, Step, Tool
from .models.catalogue import Entry

LIFE_OF_A_REVIEW = timedelta(days=365)
LONGEST_SENTENCE = 35
ENTRIES = (Path, Step, Tool, DeepDive, Phase)
PROSE = {
    Path: ("for_whom", "summary", "first_thing", "outcomes", "not_for", "body"),
    Step: ("purpose", "inputs", "outputs", "mistakes", "body"),
    Tool: ("purpose", "body", "document", "example"),
    DeepDive: ("purpose", "body"),
    Phase: ("summary", "body"),
    Page: ("summary", "body"),
    Question: ("why", "help"),
    GlossaryTerm: ("short",),
}


@dataclass(frozen=True)
class Row:
    """One thing to look at: the text, where to edit it, what is to be seen."""

    kind: str
    name: str
    edit_url: str
    detail: str


@dataclass(frozen=True)
class Report:
    slug: str
    title: str
    advice: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Text:
    """A row of the database that people read, with all its prose in Markdown."""

    row: Model

    @property
    def prose(self) -> str:
        return "\n\n".join(_paragraphs(self.row))

    @cached_property
    def measure(self) -> Readability:
        return measure(self.prose)

    def told(self, detail: str) -> Row:
        options = self.row._meta
        edit = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.row.pk])
        return Row(str(options.verbose_name), str(self.row), edit, detail)


def _paragraphs(row: Model) -> Iterator[str]:
    for name in PROSE[type(row)]:
        value = getattr(row, name)
        yield from value if isinstance(value, list) else [value]


def texts(*models: type[Model]) -> list[Text]:
    return [Text(row) for model in models or PROSE for row in model.objects.all()]


def due_for_review(today: date) -> Q:
    """Past the date that staff set; without one, a year after the last review or never seen."""
    undated = Q(review_due=None) & (Q(reviewed=None) | Q(reviewed__lt=today - LIFE_OF_A_REVIEW))
    return Q(review_due__lte=today) | undated


def review(today: date) -> Report:
    rows = []
    for model in ENTRIES:
        due = model.objects.filter(due_for_review(today)).select_related("owner")
        for entry in due.order_by(F("review_due").asc(nulls_last=True), "position"):
            owner = f" Responsabile: {entry.owner}." if entry.owner else " Nessun responsabile."
            rows.append(Text(entry).told(review_in_words(entry) + owner))
    for page in Page.objects.filter(reviewed__lt=today - LIFE_OF_A_REVIEW):
        rows.append(Text(page).told(f"Ultima revisione: {_day(page.reviewed)}."))
    return Report(
        "da-rivedere",
        "Testi da rivedere",
        "La data di revisione è passata, oppure l'ultima revisione ha più di un anno. Rileggete "
        "il testo, controllate norme e collegamenti, poi scrivete le due date nuove.",
        rows,
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y").lower()


def review_in_words(entry: Entry) -> str:
    if entry.review_due:
        return f"Da rivedere entro il {_day(entry.review_due)}."
    if entry.reviewed:
        return f"Ultima revisione: {_day(entry.reviewed)}."
    return "Mai rivisto."


def broken_links(all_texts: list[Text]) -> Report:
    targets = Targets()
    rows = [text.told(fault) for text in all_texts for fault in targets.faults(text.prose)]
    rows += [text.told(fault) for text in all_texts for fault in _drawing_faults(text.row)]
    codes = {code for _, code in targets.published}
    for text in all_texts:
        for code in getattr(text.row, "see", []):
            if code not in codes:
                rows.append(text.told(f"«Vedi anche» nomina {code}, che non esiste."))
    return Report(
        "collegamenti",
        "Collegamenti interni e disegni interrotti",
        "Chi legge trova le parole senza collegamento o senza disegno, oppure una pagina che non "
        "c'è. Correggete il codice, l'indirizzo o il nome, oppure toglieteli.",
        rows,
    )


def _drawing_faults(row: Model) -> Iterator[str]:
    for name in PROSE[type(row)]:
        value = getattr(row, name)
        check = drawings.faults if name == "body" else drawings.refusals
        for text in value if isinstance(value, list) else [value]:
            yield from check(text)


def unused(all_texts: list[Text]) -> Report:
    prose = "\n".join(text.prose for text in all_texts)
    linked = {code for kind, code in CODE_LINK.findall(prose) if kind == "deep_dive"}
    dives = DeepDive.objects.filter(paths=None).exclude(code__in=linked)
    found = [
        (Tool.objects.filter(steps=None), "Nessun passo usa questo strumento."),
        (Step.objects.filter(paths=None), "Nessun percorso ha questo passo."),
        (dives, "Nessun percorso e nessun testo porta a questo approfondimento."),
    ]
    return Report(
        "non-usati",
        "Testi che nessun percorso usa",
        "Si trovano solo con la ricerca. Collegateli dove servono, oppure toglieteli dal sito.",
        [Text(row).told(detail) for queryset, detail in found for row in queryset],
    )


def hard(all_texts: list[Text]) -> Report:
    measured = [text for text in all_texts if _is_hard(text.measure)]
    measured.sort(key=lambda text: text.measure.gulpease or 100)
    return Report(
        "difficili",
        "Testi difficili da leggere",
        f"L'indice Gulpease è sotto 50, oppure una frase supera {LONGEST_SENTENCE} parole. "
        "Accorciate le frasi e togliete le parole che non servono.",
        [text.told(readability_in_words(text.measure)) for text in measured],
    )


def _is_hard(found: Readability) -> bool:
    return found.is_hard or found.longest_sentence > LONGEST_SENTENCE


def readability_in_words(found: Readability) -> str:
    index = "troppo breve per l'indice" if found.gulpease is None else f"Gulpease {found.gulpease}"
    index = index.replace(".", ",")
    return f"{index}; frase più lunga di {found.longest_sentence} parole: «{found.longest_text}»."


def changed_files() -> Report:
    rows = [
        Text(row).told(f"Il file {name} è cambiato, ma il testo del sito è quello della redazione.")
        for name, row in kept.kept()
    ]
    return Report(
        "file-cambiati",
        "Testi modificati dalla redazione il cui file è cambiato",
        "Un aggiornamento del portale ha portato una versione nuova del file. Resta la vostra. "
        "Confrontatele e riprendete a mano ciò che serve.",
        rows,
    )


def without_sources(all_texts: list[Text]) -> Report:
    rows = [
        text.told("Nessuna fonte.")
        for text in all_texts
        if isinstance(text.row, Path | Step | Tool | DeepDive) and not text.row.sources
    ]
    return Report(
        "senza-fonti",
        "Testi senza fonti",
        "Vanno bene se il testo è un metodo del progetto e lo dice. Altrimenti aggiungete da dove "
        "viene ciò che afferma.",
        rows,
    )


def all_reports(today: date, all_texts: list[Text]) -> list[Report]:
    return [
        review(today),
        broken_links(all_texts),
        unused(all_texts),
        hard(all_texts),
        changed_files(),
        without_sources(all_texts),
    ]


def readability(all_texts: list[Text]) -> list[tuple[Text, Readability]]:
    """Every text with its measures, hardest first; those too short for the index come last."""
    measured = [(text, text.measure) for text in all_texts if text.measure.words]
    return sorted(measured, key=lambda pair: pair[1].gulpease or 101)
