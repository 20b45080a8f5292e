# SPDX-License-Identifier: AGPL-3.0-or-later
"""Links the first use of each glossary term in a text. Pure: HTML and terms in, HTML out."""

import re
from collections.abc import Mapping
from functools import lru_cache

TAG = re.compile(r"(<[^>]+>)")
CLOSED_TO_LINKS = {"a", "h2", "h3", "h4", "h5", "code", "pre", "th"}
AT_MOST = 12


@lru_cache(maxsize=4)
def _pattern(forms: frozenset[str]) -> re.Pattern:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I)


def _is_acronym(form: str) -> bool:
    return form.isupper() and len(form) <= 6


def link_terms(html: str, terms: Mapping[str, str]) -> str:
    """`terms` maps each written form to an address; an address is linked once a text.

    Forms in capitals (acronyms) must be written so; text inside links, headings and code is left.
    """
    if not terms:
        return html
    addresses = {form.casefold(): (form, url) for form, url in terms.items()}
    pattern, used, closed, out = _pattern(frozenset(terms)), set(), [], []

    def link(match: re.Match) -> str:
        form, url = addresses[match[1].casefold()]
        wrong_case = _is_acronym(form) and match[1] != form
        if url in used or wrong_case or len(used) >= AT_MOST:
            return match[0]
        used.add(url)
        return f'<a class="term" href="{url}">{match[1]}</a>'

    for part in TAG.split(html):
        if part.startswith("<"):
            _track(part, closed)
        elif not closed:
            part = pattern.sub(link, part)
        out.append(part)
    return "".join(out)


def _track(tag: str, closed: list[str]) -> None:
    name = tag.strip("</>").split()[0].lower()
    if name not in CLOSED_TO_LINKS:
        return
    if tag.startswith("</"):
        closed.pop()
    else:
        closed.append(name)
