# SPDX-License-Identifier: AGPL-3.0-or-later
import re
import unicodedata

APART = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """«Comune di Nardò» and IndicePA's «Comune di NARDO'» alike: `comune di nardo`."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(APART.sub(" ", plain).split())
