# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bodies of the catalogue turned into HTML: `step:S04` links resolved, glossary terms linked."""

from collections.abc import Iterable

from migliorapa.core import markdown

from .glossary import link_terms
from .models import DeepDive, GlossaryTerm, Path, Phase, Step, Tool
from .models.catalogue import Entry

KINDS: dict[str, type[Entry]] = {"path": Path, "step": Step, "tool": Tool, "deep_dive": DeepDive}
RENDERED = (Phase, Tool, DeepDive, Step, Path)


class Addresses:
    """Where each code and each glossary term lives; one statement a kind, read once."""

    def __init__(self):
        self.terms: dict[str, str] = {}
        self._urls: dict[tuple[str, str], str] = {}
        for term in GlossaryTerm.objects.all():
            self._urls["term", term.slug] = term.get_absolute_url()
            for form in (term.term, *term.aliases):
                self.terms.setdefault(form, term.get_absolute_url())
        self._urls |= {
            (kind, code): model(slug=slug).get_absolute_url()
            for kind, model in KINDS.items()
            for code, slug in model.objects.values_list("code", "slug")
        }

    def __call__(self, kind: str, code: str) -> str | None:
        return self._urls.get((kind, code))


def render(entry: Entry, addresses: Addresses | None = None) -> str:
    return render_text(entry.body, addresses or Addresses())


def render_text(text: str, addresses: Addresses) -> str:
    return link_terms(markdown.render(text, resolve=addresses), addresses.terms)


def render_everything() -> int:
    """Renders every body anew and writes those that changed; gives their number."""
    addresses, changed = Addresses(), 0
    for model in RENDERED:
        rows: Iterable[Entry] = model.objects.exclude(body="", body_html="")
        stale = []
        for row in rows:
            html = render(row, addresses)
            if html != row.body_html:
                row.body_html = html
                stale.append(row)
        model.objects.bulk_update(stale, ["body_html"])
        changed += len(stale)
    return changed
