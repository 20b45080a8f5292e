# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff pages of the proceedings: put them on line, take a file away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ..actions import proceedings as actions
from ..forms.material import PublishProceedingsForm, RemoveVersionForm
from ..models import Event, Material, MaterialVersion
from ..proceedings_page import Piece, with_versions
from .pages import event_crumb, page, staff_page


@require_http_methods(["GET", "POST"])
@staff_page("change_event", Event)
def proceedings(request, event):
    form = PublishProceedingsForm(
        request.POST or None, initial={"embargo": event.proceedings_embargo}
    )
    if request.method == "POST" and _done(request, event, form):
        return redirect(request.path)
    rows = with_versions(Material.objects.filter(event=event).select_related("session"))
    return page(
        request,
        "atti.html",
        f"Atti di «{event.title}»",
        crumbs=[event_crumb(event)],
        event=event,
        form=form,
        pieces=[Piece(material) for material in rows],
        public=reverse("events:proceedings", args=[event.slug]),
    )


def _done(request, event, form) -> bool:
    if request.POST.get("do") == "withdraw":
        actions.withdraw_proceedings(event=event)
        messages.success(request, "Gli atti non sono più pubblici.")
        return True
    if not form.is_valid():
        return False
    try:
        actions.publish_proceedings(event=event, embargo=form.cleaned_data["embargo"])
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, "Fatto: gli atti sono pubblicati.")
    return True


@require_http_methods(["GET", "POST"])
@staff_page("change_material", MaterialVersion, related=("material__event",))
def remove_version(request, version):
    form = RemoveVersionForm(request.POST or None)
    card = reverse("admin:events_material_change", args=[version.material_id])
    if request.method == "POST" and form.is_valid():
        actions.remove_version(
            version=version, reason=form.cleaned_data["reason"], actor=request.user
        )
        messages.success(request, "Il file è stato tolto: resta scritto quando e perché.")
        return redirect(card)
    return page(
        request,
        "remove_version.html",
        f"Togliete la versione {version.number} di «{version.material.title}»",
        crumbs=[event_crumb(version.material.event), (version.material.title, card)],
        form=form,
        version=version,
        card=card,
    )
