# SPDX-License-Identifier: AGPL-3.0-or-later
"""Listening: what people need, by topic and region, and what becomes of it."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from migliorapa.accounts.regions import REGIONS
from migliorapa.core import registry
from migliorapa.core.editing.writing import WritingMixin
from migliorapa.core.models import Topic

from .. import listening
from ..actions import listening as actions
from ..models import AskedQuestion, Event, Need
from .pages import page, sentence, staff_page

KINDS = {
    "help-request": "Aprite una richiesta all'help desk",
    "faq-draft": "Preparate una FAQ",
}
ROWS = {"bisogni": Need, "domande": AskedQuestion}


def possible_kinds() -> list[tuple[str, str]]:
    return [(kind, words) for kind, words in KINDS.items() if registry.can_hand_over(kind)]


@require_safe
@staff_page("view_need")
def listen(request):
    asked = listening.Asked.read(request.GET)
    questions = AskedQuestion.objects.select_related("event").order_by("-event__first_day")
    return page(
        request,
        "listening.html",
        "Ascolto: bisogni e problemi",
        asked=asked,
        groups=listening.groups(asked),
        shown=min(asked.needs().count(), listening.MOST_SHOWN),
        most=listening.MOST_SHOWN,
        questions=questions.filter(event=asked.event) if asked.event else [],
        events=Event.objects.annotate(told=Count("needs")).filter(told__gt=0),
        topics=Topic.objects.all(),
        sources=Need.Source.choices,
        regions=REGIONS.items(),
        kinds=possible_kinds(),
        back=request.GET.urlencode(),
    )


@require_POST
@staff_page("change_need")
def hand_over(request, what, number):
    model = ROWS.get(what)
    row = model.objects.select_related("event").filter(pk=number).first() if model else None
    if row is None:
        raise Http404
    source = settings.SITE_URL + row.event.get_absolute_url()
    try:
        url = actions.hand_over(
            row=row, kind=request.POST.get("kind", ""), actor=request.user, source_url=source
        )
    except ValidationError as error:
        messages.error(request, sentence(error))
        return redirect("admin:events_need_listen")
    return redirect(url)


@admin.register(Need)
class NeedAdmin(WritingMixin, admin.ModelAdmin):
    """Staff type here what was said in a lab; the page of listening groups it."""

    change_list_template = "admin/events/need_list.html"
    list_display = ["__str__", "event", "source", "region_code", "created"]
    list_filter = ["source", "region_code", "created"]
    list_select_related = ["event"]
    search_fields = ["text", "event__title"]
    fields = ["event", "source", "text", "topics", "region_code", "administration_type"]
    actions = None

    def get_urls(self):
        own = [
            path("ascolto/", self.admin_site.admin_view(listen), name="events_need_listen"),
            path(
                "riprendi/<slug:what>/<int:number>/",
                self.admin_site.admin_view(hand_over),
                name="events_need_hand_over",
            ),
        ]
        return own + super().get_urls()

    def get_changeform_initial_data(self, request):
        """The next need of the same lab starts from the same event."""
        return {"source": Need.Source.LAB} | super().get_changeform_initial_data(request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "text":
            field.help_text = "Con le parole di chi l'ha detto, senza nomi di persone."
        return field

    def response_add(self, request, obj, post_url_continue=None):
        if "_addanother" in request.POST:
            self.message_user(request, "Salvato. Scrivete il prossimo.", messages.SUCCESS)
            url = reverse("admin:events_need_add")
            return redirect(f"{url}?event={obj.event_id}&region_code={obj.region_code}")
        return super().response_add(request, obj, post_url_continue)
