# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of staff as a browser sends them back, and what is found on a page."""

from django.urls import reverse
from lxml import html

from tests.paths.admin.forms_of import sent_by


def address(row, page="change"):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk])


def filled(client, row):
    return sent_by(client.get(address(row)).text, f"{row._meta.model_name}_form")


def save(client, row, **changes):
    return client.post(address(row), filled(client, row) | changes)


def confirm(client, answer, choice="si"):
    """Sends the second step of a page that asks before saving."""
    form = html.fromstring(answer.text).xpath("//form[.//input[@type='hidden']][@method='post']")[
        -1
    ]
    data = {"_told": choice}
    for field in form.xpath(".//input[@type='hidden']"):
        data.setdefault(field.get("name"), []).append(field.get("value", ""))
    return client.post(answer.request["PATH_INFO"], data)


def words(answer) -> str:
    tree = html.fromstring(answer.text)
    return " ".join(tree.text_content().split())
