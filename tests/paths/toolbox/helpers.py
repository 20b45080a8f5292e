# SPDX-License-Identifier: AGPL-3.0-or-later
from hypothesis import settings

from paths.toolbox.errors import ToolboxError

checked = settings(deadline=None, database=None, derandomize=True, max_examples=30)

NOT_NUMBERS = [
    float("nan"),
    float("inf"),
    float("-inf"),
    "100",
    "",
    "١٠٠",
    None,
    True,
    [],
    1 + 2j,
]
IMPOSSIBLE = [*NOT_NUMBERS, -1, 10**400, -(10**400), 1e308]


def attempt(parse, text):
    """(result, None), or (None, sentence) when the text is refused."""
    try:
        return parse(text), None
    except ToolboxError as error:
        return None, str(error)


def printed(value, decimals):
    """As a source prints it."""
    return f"{value:.{decimals}f}"
