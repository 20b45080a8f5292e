# SPDX-License-Identifier: AGPL-3.0-or-later
"""Certificates: looked up by code, revoked with a reason."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import path, reverse

from migliorapa.core.admin import ReadOnlyAdmin

from ..actions import certificates as actions
from ..models import Certificate
from .pages import event_crumb, page, staff_page


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label="Motivo della revoca",
        max_length=300,
        help_text="Resta alla redazione: chi verifica il codice legge solo che non è valido.",
    )


@staff_page("change_certificate", Certificate, related=("session__event", "place__registration"))
def revoke(request, certificate):
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.revoke(certificate=certificate, reason=form.cleaned_data["reason"])
        messages.success(request, f"Attestato {certificate} revocato.")
        return redirect("admin:events_certificate_changelist")
    back = reverse("admin:events_certificate_changelist")
    return page(
        request,
        "revoke.html",
        f"Revocate l'attestato {certificate}",
        crumbs=[event_crumb(certificate.session.event), ("Attestati", back)],
        certificate=certificate,
        person=certificate.place.registration.name if certificate.place else "",
        form=form,
        back=back,
    )


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    class Media:
        css = {"all": ["css/editorial.css"]}

    list_display = ["code", "session", "person", "minutes", "issued", "revoked"]
    list_filter = [("revoked", admin.EmptyFieldListFilter), "issued"]
    list_select_related = ["session", "place__registration"]
    search_fields = ["code", "session__title", "session__event__title"]
    fields = ["code", "session", "person", "minutes", "issued", "revoked", "revoked_reason"]
    change_form_template = "admin/events/certificate_form.html"

    @admin.display(description="di chi")
    def person(self, certificate):
        return certificate.place.registration.name if certificate.place else "dati cancellati"

    def get_urls(self):
        view = self.admin_site.admin_view(revoke)
        own = path("<int:pk>/revoca/", view, name="events_certificate_revoke")
        return [own, *super().get_urls()]
