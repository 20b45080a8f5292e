# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calculators as a reader meets them: an address, a page, figures in tables."""

import re

from lxml import html

from paths.calculators import CALCULATORS

ADDRESSES = {
    "T20": "/strumenti/calcolo-campione/",
    "T21": "/strumenti/calcolo-strati/",
    "T22": "/strumenti/calcolo-margine-errore/",
    "T28": "/strumenti/monitoraggio-raccolta/",
    "T32": "/strumenti/calcolo-alfa/",
    "T33": "/strumenti/calcolo-indice/",
    "T34": "/strumenti/calcolo-servqual/",
    "T35": "/strumenti/mappa-importanza-soddisfazione/",
    "T36": "/strumenti/calcolo-nps/",
}
CALCULATIONS = [(code, one) for code, it in CALCULATORS.items() for one in it.calculations]


PART = re.compile(r"""[.#]?[\w-]+|\[([\w-]+)(?:([\^*]?)="([^"]*)")?\]""")


def xpath(selector):
    """Descendants by tag, .class, #id, [name], [name="is"], [name^="begins"], [name*="has"]."""
    path = ""
    for compound in selector.split(" "):
        tag, tests = "*", ""
        for part in PART.finditer(compound):
            text, (name, how, value) = part[0], part.groups()
            if text[0] == ".":
                tests += f'[contains(concat(" ", @class, " "), " {text[1:]} ")]'
            elif text[0] == "#":
                tests += f'[@id="{text[1:]}"]'
            elif name and value is None:
                tests += f"[@{name}]"
            elif name:
                function = {"^": "starts-with", "*": "contains"}.get(how)
                tests += f'[{function}(@{name}, "{value}")]' if how else f'[@{name}="{value}"]'
            else:
                tag = text
        path += f"//{tag}{tests}"
    return path


def name_of(value):
    return value if isinstance(value, str) else getattr(value, "__name__", None)


class Page:
    def __init__(self, response):
        self.status, self.text = response.status_code, response.text
        self.tree = html.fromstring(response.content)

    def find(self, selector):
        return self.tree.xpath(xpath(selector))

    def texts(self, selector):
        return [" ".join(node.text_content().split()) for node in self.find(selector)]

    @property
    def answer(self):
        (answer,) = self.texts(".answer")
        return answer

    @property
    def note(self):
        return self.find("#nota-metodo")[0].text

    @property
    def figures(self):
        """Heading of a row -> its cell, or its cells where there are more."""
        rows = {}
        for row in self.find(".sheet tbody tr"):
            heading, *cells = (" ".join(cell.text_content().split()) for cell in row)
            rows[heading] = cells[0] if len(cells) == 1 else cells
        return rows

    @property
    def faults(self):
        """Link of the error summary -> its sentence."""
        links = self.find('.error-summary[role="alert"] a')
        return {link.get("href"): link.text_content() for link in links}


def ask(client, code, calculation="", **typed):
    """By GET, as a shared address does."""
    data = {"calcolo": calculation, **typed} if calculation else typed
    return Page(client.get(ADDRESSES[code], data))


def send(client, code, calculation="", **typed):
    """By POST, as the form for pasted data does."""
    query = f"?calcolo={calculation}" if calculation else ""
    return client.post(f"{ADDRESSES[code]}{query}", typed)
