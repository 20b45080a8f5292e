# SPDX-License-Identifier: AGPL-3.0-or-later
from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import PermissionDenied
from import_export.forms import ExportForm

from migliorapa.core.editing.imports import TwoStepImportMixin

from . import actions
from .models import Administration, Membership, User
from .models.administration import CONVERGENCE_REGIONS
from .resources import EXPORT_FORMATS, IMPORT_FORMATS, AdministrationResource

# The admin has no sign-in of its own: it goes through allauth, hence through MFA.
admin.site.login = secure_admin_login(admin.site.login)


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "role"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"

    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form, add_form = UserForm, NewUserForm
    list_display = ["email", "name", "role", "is_active", "is_demo", "last_login"]
    list_filter = ["role", "is_active", "is_superuser", "is_demo"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["is_staff", "is_demo", "last_login", "date_joined", "notice_read"]
    filter_horizontal = ["groups", "user_permissions"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Che cosa può fare", {"fields": ["role", "is_active", "is_staff", "is_superuser"]}),
        (
            "Permessi particolari",
            {"classes": ["collapse"], "fields": ["groups", "user_permissions"]},
        ),
        ("Storia", {"fields": ["date_joined", "last_login", "notice_read", "is_demo"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "role", "usable_password", "password1", "password2"]})
    ]


class ConvergenceFilter(admin.SimpleListFilter):
    title = "regioni dell'obiettivo Convergenza"
    parameter_name = "convergenza"

    def lookups(self, request, model_admin):
        return [("si", ", ".join(CONVERGENCE_REGIONS.values())), ("no", "Altre regioni")]

    def queryset(self, request, queryset):
        if self.value() == "si":
            return queryset.in_convergence_regions()
        if self.value() == "no":
            return queryset.exclude(region_code__in=CONVERGENCE_REGIONS)
        return queryset


@admin.register(Administration)
class AdministrationAdmin(TwoStepImportMixin, admin.ModelAdmin):
    resource_classes = [AdministrationResource]
    import_formats, export_formats = IMPORT_FORMATS, EXPORT_FORMATS
    export_form_class = ExportForm
    export_template_name = "admin/editing/export.html"
    list_display = ["name", "ipa_code", "type", "region", "email_domain"]
    list_filter = ["type", ConvergenceFilter, "region"]
    search_fields = ["search_key", "ipa_code", "email_domain"]
    search_help_text = "Nome in minuscolo e senza accenti, codice IPA o dominio di posta"

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        found = queryset.matching(search_term)
        return found, False

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error(
            "import_file",
            "Il file non ha l'intestazione di IndicePA: serve enti.csv, oppure il vecchio "
            "amministrazioni.txt separato da tabulazioni.",
        )

    def save_model(self, request, obj, form, change):
        if "email_domain" in form.changed_data:
            obj.domain_checked = True
        super().save_model(request, obj, form, change)


class MembershipForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["reason"]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Decisions go through the verbs, so that mails leave and rules hold."""

    form = MembershipForm
    list_display = ["user", "administration", "status", "is_coordinator", "asked", "decided"]
    list_filter = ["status", "is_coordinator"]
    list_select_related = ["user", "administration"]
    search_fields = ["user__email", "user__name", "administration__search_key"]
    readonly_fields = [
        *("user", "administration", "status", "is_coordinator"),
        *("asked", "decided", "decided_by"),
    ]
    actions = ["approve_selected", "refuse_selected", "name_coordinators"]

    def has_add_permission(self, request):
        return False

    def _decide(self, request, queryset, verb):
        done = 0
        for membership in queryset:
            try:
                verb(membership=membership, actor=request.user)
                done += 1
            except PermissionDenied:
                sentence = f"{membership}: sulla propria richiesta decide un'altra persona."
                self.message_user(request, sentence, messages.ERROR)
            except forms.ValidationError as refusal:
                self.message_user(request, f"{membership}: {refusal.message}", messages.ERROR)
        self.message_user(request, f"Appartenenze decise: {done}.")

    @admin.action(description="Approvate le appartenenze scelte", permissions=["change"])
    def approve_selected(self, request, queryset):
        self._decide(request, queryset, actions.approve)

    @admin.action(description="Rifiutate o togliete le appartenenze scelte", permissions=["change"])
    def refuse_selected(self, request, queryset):
        self._decide(request, queryset, actions.refuse)

    @admin.action(description="Fate coordinare i colleghi", permissions=["change"])
    def name_coordinators(self, request, queryset):
        self._decide(request, queryset, actions.make_coordinator)
