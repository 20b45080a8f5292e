# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the links inside texts may lead, and which of them lead nowhere."""

import re
from collections.abc import Iterator

from django.urls import Resolver404, resolve

from migliorapa.core.markdown import CODE_LINK
from migliorapa.core.models import Page

from .models import GlossaryTerm
from .rendering import KINDS

SITE_LINK = re.compile(r"\]\((/[^)\s]*)\)")


class Targets:
    """What a link of ours may point to: published entries by code, pages by address."""

    def __init__(self):
        self.published: dict[tuple[str, str], bool] = {}
        self.slugs: dict[str, dict[str, bool]] = {}
        for kind, model in KINDS.items():
            for code, slug, published in model.objects.values_list("code", "slug", "published"):
                self.published[kind, code] = published
                self.slugs.setdefault(f"paths:{kind}", {})[slug] = published
        terms = GlossaryTerm.objects.values_list("slug", flat=True)
        self.published |= {("term", slug): True for slug in terms}
        self.slugs["paths:term"] = dict.fromkeys(terms, True)
        self.slugs["page"] = dict.fromkeys(Page.objects.values_list("slug", flat=True), True)

    def faults(self, markdown: str) -> Iterator[str]:
        for kind, code in CODE_LINK.findall(markdown):
            if kind in {"mailto", "drawing"}:
                continue
            published = self.published.get((kind, code))
            if published is None:
                yield f"Il collegamento a {kind}:{code} non porta a niente."
            elif not published:
                yield f"Il collegamento a {kind}:{code} porta a una bozza: i lettori non la vedono."
        for address in SITE_LINK.findall(markdown):
            if not self._exists(address):
                yield f"L'indirizzo {address} non esiste nel portale."

    def _exists(self, address: str) -> bool:
        try:
            match = resolve(address.split("#")[0].split("?")[0])
        except Resolver404:
            return False
        slugs = self.slugs.get(match.view_name)
        return slugs is None or slugs.get(match.kwargs.get("slug"), False)
