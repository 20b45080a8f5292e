# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ as operators write it, and the decisions on it."""

from django import forms

from migliorapa.core import registry
from migliorapa.core.editing.fields import LinesField, is_web_address
from migliorapa.core.fields import LineField
from migliorapa.core.models import Topic

from ..actions.faq_check import texts_of
from ..models import Faq
from .clearing import Clearing
from .fields import ToldForm

CODES = "Codici separati da spazi, per esempio S10 T20 A05"
FORM = "testo-faq"
FIELD_OF = {"S": "steps", "T": "tools", "A": "deep_dives"}
MOST_LINES, LONGEST_LINE = 20, 300
LONGEST_SOURCE = 600


def told(maximum: int) -> dict[str, str]:
    return {
        "required": "Scrivete un testo.",
        "max_length": f"Il testo supera i {maximum} caratteri: accorciatelo.",
    }


def lines_field(length=LONGEST_LINE, **options) -> LinesField:
    widget = forms.Textarea(attrs={"rows": 3, "form": FORM})
    return LinesField(max_length=length, required=False, widget=widget, **options)


class FaqForm(ToldForm):
    """`form` on the later fields: in the page they come after the decisions."""

    question = LineField(
        label="Domanda",
        max_length=300,
        help_text="Come la farebbe un collega di un altro ente.",
        error_messages=told(300),
    )
    answer = forms.CharField(
        label="Risposta breve",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tre frasi al massimo.",
        error_messages=told(1000),
    )
    body = forms.CharField(
        label="In dettaglio",
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="In Markdown. Qui stanno esempi, cautele e collegamenti come [testo](tool:T20).",
        error_messages=told(10000),
    )
    codes = forms.CharField(
        label="Passi, strumenti e approfondimenti a cui serve",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"form": FORM}),
        help_text=CODES,
    )
    also_asked = lines_field(
        label="Altri modi di chiederlo",
        help_text="Uno per riga. Non si leggono, ma la ricerca li trova.",
    )
    sources = lines_field(
        LONGEST_SOURCE,
        label="Fonti",
        help_text="Una per riga: autore e titolo, poi se c'è una barra | e l'indirizzo.",
    )
    topics = forms.MultipleChoiceField(
        label="Argomenti",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"form": FORM}),
        error_messages={"invalid_choice": "Scegliete gli argomenti dall'elenco."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.clearing = Clearing(self.data if self.is_bound else None)
        self.fields["topics"].choices = list(Topic.objects.values_list("slug", "label"))

    def texts_first(self) -> list[forms.BoundField]:
        return [field for field in self if "form" not in field.field.widget.attrs]

    def texts_after(self) -> list[forms.BoundField]:
        return [field for field in self if "form" in field.field.widget.attrs]

    def clean_codes(self) -> dict[str, list[str]]:
        """Codes by the field of the FAQ they go to."""
        codes = list(dict.fromkeys(self.cleaned_data["codes"].upper().replace(",", " ").split()))
        known = registry.entries(codes)
        if unknown := [code for code in codes if code not in known]:
            raise forms.ValidationError(f"Codici che non esistono: {', '.join(unknown)}.")
        if others := [code for code in codes if code[0] not in FIELD_OF]:
            raise forms.ValidationError(
                f"{', '.join(others)}: qui vanno passi (S), strumenti (T) e approfondimenti (A)."
            )
        return {
            name: [code for code in codes if code[0] == letter] for letter, name in FIELD_OF.items()
        }

    def _clean_lines(self, name: str) -> list[str]:
        lines = self.cleaned_data[name]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Al massimo {MOST_LINES} righe.")
        return lines

    def clean_also_asked(self) -> list[str]:
        return self._clean_lines("also_asked")

    def clean_sources(self) -> list[dict]:
        return [_source(line) for line in self._clean_lines("sources")]

    def texts(self) -> dict:
        """All that is saved, with the reasons why some words may stay."""
        names = ("question", "answer", "body", "topics", "also_asked")
        data = {name: self.cleaned_data[name] for name in names}
        before = self.initial.get("sources_before", [])
        notes = {(old["label"], old.get("url", "")): old for old in before}
        sources = [
            notes.get((new["label"], new.get("url", "")), new)
            for new in self.cleaned_data["sources"]
        ]
        more = {"sources": sources, "reasons": self.clearing.reasons}
        return data | more | self.cleaned_data["codes"]


def _source(line: str) -> dict:
    label, _, url = (
        (part.strip() for part in line.rpartition("|")) if "|" in line else (line, "", "")
    )
    if not label or not is_web_address(url):
        raise forms.ValidationError(
            f"«{line[:80]}»: scrivete autore e titolo, poi | e un indirizzo con http:// o https://."
        )
    return {"label": label, "url": url} if url else {"label": label}


def _line(source: dict) -> str:
    return " | ".join(filter(None, (source.get("label", ""), source.get("url", ""))))


def initial(faq: Faq) -> dict:
    """With the change that waits; `sources_before` keeps the notes, that have no field here."""
    texts = texts_of(faq)
    codes = [code for name in FIELD_OF.values() for code in texts[name]]
    return texts | {
        "codes": " ".join(codes),
        "sources": [_line(source) for source in texts["sources"]],
        "sources_before": texts["sources"],
    }


class ReasonForm(ToldForm):
    reason = forms.CharField(
        label="Perché",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Serve per rimandare, ritirare e decidere un'obiezione: lo legge chi la riceve.",
    )


class ObjectionForm(ToldForm):
    text = forms.CharField(
        label="Che cosa non volete che si legga?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Bastano due parole: la risposta non si legge più da subito.",
        error_messages=told(2000),
    )
