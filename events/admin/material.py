# SPDX-License-Identifier: AGPL-3.0-or-later
"""Materials in the admin: a card, a new version at a time, the versions that were put on line."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from migliorapa.core import files

from .. import material_words
from ..actions import proceedings
from ..forms.material import MaterialForm
from ..models import Material, MaterialVersion
from ..proceedings_page import Piece
from . import proceedings_pages


class MissingFileFilter(admin.SimpleListFilter):
    title = "file"
    parameter_name = "file"

    def lookups(self, request, model_admin):
        return [("manca", "Manca sul disco"), ("nessuno", "Ancora niente")]

    def queryset(self, request, queryset):
        if self.value() == "manca":
            stored = MaterialVersion.objects.exclude(stored="").values_list("pk", "stored")
            lost = [pk for pk, name in stored if not files.exists(name)]
            return queryset.filter(versions__in=lost).distinct()
        if self.value() == "nessuno":
            return queryset.exclude(versions__removed=None, versions__isnull=False)
        return queryset


class EmbargoFilter(admin.SimpleListFilter):
    title = "embargo"
    parameter_name = "embargo"

    def lookups(self, request, model_admin):
        return [("si", "Riservato fino a una data"), ("no", "Nessun embargo")]

    def queryset(self, request, queryset):
        now = timezone.now()
        ahead = Q(embargo__gt=now) | Q(event__proceedings_embargo__gt=now)
        match self.value():
            case "si":
                return queryset.filter(ahead)
            case "no":
                return queryset.exclude(embargo__gt=now).exclude(event__proceedings_embargo__gt=now)
        return queryset


class VersionInline(admin.StackedInline):
    """To be read: a version never changes after it was put on line."""

    model = MaterialVersion
    verbose_name_plural = "Versioni online"
    extra = max_num = 0
    can_delete = False
    fields = readonly_fields = (
        *("what", "fingerprint", "antivirus", "note", "created", "who", "downloads"),
        "remove",
    )

    def has_change_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text").select_related("created_by", "material")

    @admin.display(description="file o collegamento")
    def what(self, version):
        if version.removed:
            return f"Tolto: {version.removed_reason}"
        if version.url:
            return format_html('<a href="{}" rel="noreferrer">{}</a>', version.url, version.url)
        if not files.exists(version.stored):
            return f"{version.filename}: il file non si trova sul disco. Caricatelo di nuovo."
        address = reverse("events:material_version", args=[version.material.uid, version.number])
        words = f"{version.filename} ({material_words.format_in_words(version)})"
        words += ", con sottotitoli" if version.captions else ""
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description="impronta SHA-256")
    def fingerprint(self, version):
        return version.sha256 or "–"

    @admin.display(description="antivirus")
    def antivirus(self, version):
        if not version.sha256:
            return "–"
        return "Controllato, niente di dannoso" if version.scanned else "Non verificato"

    @admin.display(description="da")
    def who(self, version):
        return version.created_by or "–"

    @admin.display(description="azioni")
    def remove(self, version):
        if version.removed:
            return "–"
        address = reverse("admin:events_version_remove", args=[version.pk])
        return format_html('<a href="{}">Togliete questa versione</a>', address)


@admin.register(Material)
class MaterialAdmin(admin.ModelAdmin):
    form = MaterialForm
    inlines = [VersionInline]
    list_display = ["title", "event", "kind", "state", "file", "downloaded"]
    list_filter = [
        "is_published",
        "kind",
        "audience",
        EmbargoFilter,
        MissingFileFilter,
        ("event", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["event"]
    list_per_page = 50
    search_fields = ["title", "authors", "event__title"]
    search_help_text = "Parole del titolo, autori, appuntamento"
    actions = ["publish_selected", "unpublish_selected"]
    fieldsets = [
        (None, {"fields": ["event", "session", "kind", "title", "authors", ("date", "language")]}),
        (
            "Nuova versione",
            {
                "fields": ["upload", "url", "captions", "note"],
                "description": "Le versioni di prima restano, ciascuna al proprio indirizzo.",
            },
        ),
        (
            "Diritti e accessibilità",
            {"fields": ["licence", "accessibility_note", "transcript"]},
        ),
        (
            "Chi può vederlo",
            {
                "fields": ["audience", "embargo", "is_published", "position"],
                "description": "Una registrazione si pubblica con sottotitoli o trascrizione.",
            },
        ),
    ]

    class Media:
        css = {"all": ["css/editorial.css"]}

    def get_form(self, request, obj=None, **kwargs):
        """Without the buttons that open the other page: one works on this card here."""
        form = super().get_form(request, obj, **kwargs)
        for name in ("event", "session"):
            widget = form.base_fields[name].widget
            form.base_fields[name].widget = getattr(widget, "widget", widget)
        return form

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("atti/<int:pk>/", view(proceedings_pages.proceedings), name="events_atti"),
            path(
                "versioni/<int:pk>/togli/",
                view(proceedings_pages.remove_version),
                name="events_version_remove",
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        versions = MaterialVersion.objects.defer("text")
        rows = super().get_queryset(request).prefetch_related(Prefetch("versions", versions))
        return rows

    @admin.display(description="stato")
    def state(self, material):
        if not material.is_published:
            return "Bozza"
        ends = [material.embargo, material.event.proceedings_embargo]
        ahead = [each for each in ends if each and each > timezone.now()]
        if ahead:
            return f"Fino al {date_format(timezone.localtime(max(ahead)), 'j F Y, H:i').lower()}"
        return "Pubblico" if material.audience == Material.Audience.PUBLIC else "Ai partecipanti"

    @admin.display(description="file")
    def file(self, material):
        piece = Piece(material)
        if piece.is_missing:
            return "Manca sul disco"
        return piece.format or "Ancora niente"

    @admin.display(description="scaricamenti")
    def downloaded(self, material):
        return sum(version.downloads for version in material.versions.all())

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:  # somebody else changed it in the meantime
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        proceedings.put_on_line(
            material=obj,
            published=form.cleaned_data["is_published"],
            actor=request.user,
            **form.version,
        )

    def delete_model(self, request, obj):
        proceedings.delete_material(material=obj)

    def delete_queryset(self, request, queryset):
        for material in queryset:
            proceedings.delete_material(material=material)

    @admin.action(description="Pubblicate i materiali scelti", permissions=["change"])
    def publish_selected(self, request, queryset):
        done = 0
        for material in queryset:
            try:
                proceedings.publish_material(material=material)
                done += 1
            except ValidationError as refusal:
                messages.error(request, f"«{material.title}»: {' '.join(refusal.messages)}")
        self.message_user(request, f"Materiali pubblicati: {done}.")

    @admin.action(description="Riportate in bozza i materiali scelti", permissions=["change"])
    def unpublish_selected(self, request, queryset):
        for material in queryset:
            proceedings.unpublish_material(material=material)
        self.message_user(request, f"Materiali tornati in bozza: {len(queryset)}.")
