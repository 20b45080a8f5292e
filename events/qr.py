# SPDX-License-Identifier: AGPL-3.0-or-later
"""QR codes as SVG, one path each; no file and no other site is involved."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # modules of white around the code, as the standard asks


def svg(text: str, *, title: str = "Codice QR") -> SafeString:
    """Scales to its box; `title` is its name for who does not see it."""
    import qrcode  # heavy with its imaging library, and few pages show a code

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        'aria-label="{title}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" '
        'fill="#fff"/><path d="{path}" fill="#000"/></svg>',
        side=len(rows),
        title=title,
        path=mark_safe(path),
    )
