# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our templates without their indentation, which is not for readers: once, when they are read."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"\n\s+(?=[<{])")


def compact(source: str) -> str:
    """One line break before a tag, of HTML or of a template; lines of text stay as they are."""
    return INDENTATION.sub("\n", source)


class Loader(filesystem.Loader):
    """Mails and other files that are not HTML stay as they are written."""

    def get_contents(self, origin):
        source = super().get_contents(origin)
        return compact(source) if origin.template_name.endswith(".html") else source
