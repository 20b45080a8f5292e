# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser without JavaScript on the page of a draft: reads the form, types, sends it."""

from urllib.parse import urlencode

import lxml.html

from paths.engine import loads
from paths.models import RuleSet

CHANGE = "/redazione/paths/ruleset/{}/change/"


class Sheet:
    """The form of a draft as a page shows it; `typed` maps a control to its values."""

    def __init__(self, client, page):
        self.client = client
        self.html = lxml.html.fromstring(page.content.decode())
        for template in self.html.xpath("//template"):
            template.drop_tree()
        self.form = self.html.get_element_by_id("bozza")
        self.typed: dict[str, list[str]] = {}
        for name, value in self.form.form_values():
            # The newline that Django writes after <textarea> is not part of the value.
            self.typed.setdefault(name, []).append(value.removeprefix("\n"))

    @classmethod
    def open(cls, client, row):
        page = client.get(CHANGE.format(row.pk))
        assert page.status_code == 200
        return cls(client, page)

    def prefix(self, code: str) -> str:
        """The prefix of the row that holds a rule, a modifier or a case."""
        table = {"R": "rules", "M": "modifiers", "G": "cases"}[code[0]]
        return next(
            name.removesuffix("-code")
            for name, values in self.typed.items()
            if name.startswith(table) and name.endswith("-code") and values == [code]
        )

    def blank(self, table: str) -> str:
        return f"{table}-{int(self.typed[f'{table}-INITIAL_FORMS'][0])}"

    def type(self, row: str, **fields) -> "Sheet":
        """`row` is a code or a prefix; None empties a control, a list fills a group."""
        prefix = row if "-" in row else self.prefix(row)
        for name, value in fields.items():
            name = f"{prefix}-{name}".replace("__", "-")
            self.typed.pop(name, None)
            if value is not None:
                self.typed[name] = value if isinstance(value, list) else [value]
        return self

    def send(self, do: str = "save", *, follow=False):
        data = urlencode([*self.typed.items(), ("do", do)], doseq=True)
        kind = "application/x-www-form-urlencoded"
        address = self.form.get("action")
        return self.client.post(address, data, content_type=kind, follow=follow)

    def resend(self, do: str = "save") -> "Sheet":
        """Sends and reads the page that comes back in place of a redirect."""
        page = self.send(do)
        assert page.status_code == 200
        return Sheet(self.client, page)

    def text(self, name: str) -> str:
        """The words of the elements of a class."""
        return " ".join(words(node) for node in self.html.find_class(name))


def words(node) -> str:
    return " ".join(node.text_content().split())


def rules_of(row: RuleSet):
    return loads(RuleSet.objects.get(pk=row.pk).canonical)


def rule(row: RuleSet, code: str):
    rules = rules_of(row)
    return next(r for r in (*rules.rules, *rules.modifiers, *rules.golden_cases) if r.code == code)
