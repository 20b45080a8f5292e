# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words to stems (inflection) and stems to roots (derivation): rispondenti, risposta, rispondere.

The stem is snowball's, on folded words. The root cuts what makes nouns of verbs and adjectives of
nouns, and undoes the irregular participles; it joins words more boldly, so it counts less.
"""

import re
from functools import lru_cache
from threading import local

import snowballstemmer

from .irregular import APART, FAMILIES, PLURALS, ROOTS

DERIVED = re.compile(
    "(?:"
    "izzazion|izzator|izzament|izzabil|izzat|izz|atoriet|ator|itor|atric|itric|abilit|ibilit"
    "|abil|ibil|ativit|itivit|ativ|itiv|ivit|iv|azion|izion|uzion|zion|sion|ament|iment|ement"
    "|atur|itur|atezz|ezz|osit|os|icit|ic|alit|al|ari|ar|ist|ism|anz|enz|ant|ent|at|it|ut|z|ev"
    r"|olog|il|agg|(?<=\w{5})if(?:ic)?|(?<=i)an"
    ")$"
)
_per_thread = local()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Snowball's Italian stem of a folded word; numbers and codes stay as they are."""
    if not word.isalpha():
        return word
    if word in APART:
        return APART[word]
    if not hasattr(_per_thread, "stemmer"):
        _per_thread.stemmer = snowballstemmer.stemmer("italian")
    return _per_thread.stemmer.stemWord(PLURALS.get(word, word))


@lru_cache(maxsize=65_536)
def root(stem: str) -> str:
    """What a stem shares with the words derived from it, three letters at least."""
    if not stem.isalpha():
        return stem
    for _ in range(3):
        if stem in ROOTS:
            return ROOTS[stem]
        cut = _cut(stem)
        if cut == stem:
            break
        stem = cut
    stem = ROOTS.get(stem, stem)
    return stem[:-1] if len(stem) > 4 and stem.endswith("i") else stem


def _cut(stem: str) -> str:
    for pattern, root_of_family in FAMILIES:
        joined, times = pattern.subn(root_of_family, stem)
        if times:
            return joined
    suffix = DERIVED.search(stem)
    if not suffix or suffix.start() < _shortest(suffix[0]):
        return stem
    return stem[: suffix.start()]


def _shortest(suffix: str) -> int:
    """Letters that must be left: the shorter the suffix, the likelier that it is none."""
    if suffix == "it":
        return 4
    return 5 if len(suffix) < 3 else 4 if len(suffix) < 5 else 3
