# SPDX-License-Identifier: AGPL-3.0-or-later
import yaml
from django import forms
from django.core.exceptions import ValidationError

from ..tool_data import problems


class BlockDumper(yaml.SafeDumper):
    """Writes long texts as blocks, which is how people read them."""


def _text(dumper, value):
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


BlockDumper.add_representer(str, _text)


def dump(data) -> str:
    return yaml.dump(
        data, Dumper=BlockDumper, allow_unicode=True, sort_keys=False, width=100, indent=2
    )


class ToolDataField(forms.CharField):
    """Checklist items or a questionnaire, written in YAML and checked piece by piece."""

    def __init__(self, **kwargs):
        attrs = {"rows": 24, "class": "vLargeTextField code-text", "spellcheck": "false"}
        help_text = (
            "In YAML, come nei file del contenuto: «items» per le liste di controllo, "
            "«questionnaire» per i questionari. Vuoto per gli altri strumenti."
        )
        super().__init__(
            **kwargs | {"widget": forms.Textarea(attrs), "help_text": help_text, "strip": False}
        )

    def prepare_value(self, value):
        if isinstance(value, dict | list):
            return dump(value) if value else ""
        return value

    def to_python(self, value):
        text = (value or "").replace("\r\n", "\n")
        try:
            return yaml.safe_load(text) or {}
        except yaml.MarkedYAMLError as error:
            line = f" alla riga {error.problem_mark.line + 1}" if error.problem_mark else ""
            raise ValidationError(
                f"Il testo non è YAML valido{line}. Controllate i rientri (due spazi), i due punti "
                "e gli apici; i testi che contengono «: » vanno tra apici."
            )
        except (yaml.YAMLError, ValueError, RecursionError):
            raise ValidationError("Il testo non è YAML valido: contiene caratteri non ammessi.")

    def run_validators(self, value):
        if found := problems(value):
            raise ValidationError(found[:12])

    def validate(self, value):
        """Empty is fine; what else is wrong, `problems` says."""

    def has_changed(self, initial, data):
        try:
            return (initial or {}) != self.to_python(data)
        except ValidationError:
            return True
