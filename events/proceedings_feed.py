# SPDX-License-Identifier: AGPL-3.0-or-later
"""New materials of the proceedings, as Atom: only what everybody may read."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from .atom_feed import AT_MOST, clean
from .models import Material


class MaterialFeed(Feed):
    feed_type = Atom1Feed
    language = "it"
    title = "MiglioraPA – atti degli incontri"
    subtitle = "Materiali messi online da poco."

    def link(self):
        return f"{settings.SITE_URL}{reverse('events:archive')}?atti=1"

    def feed_url(self):
        return settings.SITE_URL + reverse("events:proceedings_atom")

    feed_guid = feed_url

    def author_name(self):
        return settings.OWNER_NAME

    def items(self):
        rows = Material.objects.public().select_related("event")
        rows = rows.defer("transcript", "transcript_html", "event__body", "event__body_html")
        return rows.order_by("-modified", "-pk")[:AT_MOST]

    def item_title(self, item):
        return clean(item.title)

    def item_description(self, item):
        parts = [item.get_kind_display(), item.authors, item.event.title]
        return clean(" · ".join(part for part in parts if part))

    def item_link(self, item):
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item):
        return f"urn:uuid:{item.uid}"

    def item_author_name(self, item):
        return clean(item.authors) or settings.OWNER_NAME

    def item_pubdate(self, item):
        return item.created

    def item_updateddate(self, item):
        return max(filter(None, (item.modified, item.embargo, item.event.proceedings_embargo)))

    def item_categories(self, item):
        return (item.get_kind_display(),)

    def item_copyright(self, item):
        return item.licence
