# SPDX-License-Identifier: AGPL-3.0-or-later
from django import template

from migliorapa.core.templatetags.fixed import fixed

from ..desk import waiting

register = template.Library()


@register.simple_tag
def desk_tabs(here: str = "", waits: dict[str, str] | None = None) -> str:
    """The operators' pages as tabs. What waits is counted here, in a statement, unless given."""
    waits = waiting.now() if waits is None else waits
    counted = {name: waits.get(name, "0") for name in waiting.ROWS}
    return fixed("helpdesk/_desk_nav.html", here, **counted)
