# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was announced or changed lately, as Atom."""

import re
from heapq import nlargest

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from . import days, snapshot
from .filters import Filters
from .models import Event

AT_MOST = 50
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """One character that XML does not know would make the whole feed unreadable."""
    return NOT_XML.sub("", text)


class EventFeed(Feed):
    feed_type = Atom1Feed
    language = "it"
    subtitle = "Appuntamenti annunciati o cambiati da poco."
    feed_copyright = "CC BY 4.0"

    def __init__(self, filters: Filters):
        self.filters = filters
        self.calendar = snapshot.current()

    def _address(self, name: str) -> str:
        query = self.filters.query
        return settings.SITE_URL + reverse(f"events:{name}") + (f"?{query}" if query else "")

    def title(self):
        return " · ".join(["MiglioraPA – appuntamenti", *self.filters.words(self.calendar.topics)])

    def link(self):
        return self._address("list")

    def feed_url(self):
        return self._address("atom")

    def feed_guid(self):
        return self._address("atom")

    def author_name(self):
        return settings.OWNER_NAME

    def items(self):
        events = self.filters.of(self.calendar.published)
        return nlargest(AT_MOST, events, key=lambda event: (event.modified, event.pk))

    def item_title(self, item):
        mark = f"[{item.get_status_display().upper()}] "
        return clean((mark if item.status != Event.Status.PUBLISHED else "") + item.title)

    def item_description(self, item):
        when = days.of_event(item, item.ends)
        facts = " · ".join(part for part in (when, item.where) if part)
        return clean(f"{facts}. {item.summary}")

    def item_link(self, item):
        return settings.SITE_URL + item.url

    def item_guid(self, item):
        return f"urn:uuid:{item.uid}"

    def item_pubdate(self, item):
        return item.created

    def item_updateddate(self, item):
        return item.modified

    def item_categories(self, item):
        return (item.get_kind_display(),)
