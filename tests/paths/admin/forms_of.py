# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form of the admin as a browser would send it back."""

from lxml import html


def sent_by(page: str, form_id: str) -> dict[str, list[str]]:
    """Every value of the form, unchanged; ready for `client.post(url, sent_by(...) | {...})`."""
    form = html.fromstring(page).get_element_by_id(form_id)
    data: dict[str, list[str]] = {}
    for field in form.iter("input", "textarea", "select"):
        name, kind = field.get("name"), field.get("type")
        if not name or "__prefix__" in name or "__n__" in name or kind == "submit":
            continue
        if kind in {"checkbox", "radio"} and field.get("checked") is None:
            continue
        data.setdefault(name, []).extend(_values(field))
    return data


def _values(field) -> list[str]:
    if field.tag == "textarea":
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        chosen = field.xpath(".//option[@selected]") or field.xpath(".//option")[:1]
        return [option.get("value", "") for option in chosen]
    return [field.get("value", "on" if field.get("type") == "checkbox" else "")]
