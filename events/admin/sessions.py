# SPDX-License-Identifier: AGPL-3.0-or-later
"""How staff write a session: a day, two hours of the clock, places."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from migliorapa.core import moments

from ..models import Place, Session

MOST_SESSIONS = 30
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput({"type": "time", "class": "clock"}, format="%H:%M")


def clock(moment: datetime | None) -> time | None:
    return timezone.localtime(moment, moments.ROME).time() if moment else None


def span(day, opens: time | None, closes: time | None):
    """Start and end as moments; an end before the start is of the next day, within a night.

    Raises ValidationError by field.
    """
    if opens is None:
        if closes:
            raise ValidationError({"opens": "Scrivete anche a che ora comincia."})
        return None, None
    try:
        start = moments.to_utc(day, opens)
    except ValueError as error:
        raise ValidationError({"opens": str(error)})
    if closes is None:
        return start, None
    try:
        end = moments.to_utc(day + timedelta(days=closes <= opens), closes)
    except (ValueError, OverflowError) as error:
        raise ValidationError({"closes": str(error)})
    if end - start > moments.NIGHT and closes <= opens:
        raise ValidationError({"closes": "La fine viene prima dell'inizio: cambiate l'ora."})
    return start, end


def notices(day, opens: time | None, closes: time | None) -> list[str]:
    """Which hour was taken, of those that clocks show twice."""
    ends = day + timedelta(days=closes <= opens) if opens and closes else day
    told = [moments.notice(on, hour) for on, hour in ((day, opens), (ends, closes)) if hour]
    return [notice for notice in told if notice]


def tell_notices(request, session_forms) -> None:
    for form in session_forms:
        for notice in form.notices:
            messages.info(request, f"{form.instance}. {notice}")


def plain_field(db_field):
    """Fields whose admin widget would need JavaScript, or would warn; None for all others."""
    if db_field.name == "day":
        return db_field.formfield(widget=DAY, label="Giorno")
    if db_field.name == "room_url":
        widget = admin.widgets.AdminURLFieldWidget
        return db_field.formfield(widget=widget, assume_scheme="https")
    return None


class SessionForm(forms.ModelForm):
    opens = forms.TimeField(
        label="Dalle",
        required=False,
        widget=CLOCK,
        help_text="Ora italiana. Vuoto: orario da definire.",
    )
    closes = forms.TimeField(label="Alle", required=False, widget=CLOCK)

    class Meta:
        model = Session
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.notices: list[str] = []
        self.fields["opens"].initial = clock(self.instance.starts)
        self.fields["closes"].initial = clock(self.instance.ends)

    def clean_room_url(self):
        address = self.cleaned_data["room_url"]
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError("Scrivete un indirizzo che comincia con https://.")
        return address

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("day")
        if day is None or "opens" in self.errors or "closes" in self.errors:
            return cleaned
        if self.instance.pk and not {"day", "opens", "closes"} & set(self.changed_data):
            return cleaned
        hours = cleaned.get("opens"), cleaned.get("closes")
        self.instance.starts, self.instance.ends = span(day, *hours)
        self.notices = notices(day, *hours)
        return cleaned


class SessionFormSet(BaseInlineFormSet):
    """A session with people in it is cancelled, so that they learn it; never taken away."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if Place.objects.filter(session=form.instance.pk).exists():
                raise ValidationError(
                    f"La sessione «{form.instance}» ha degli iscritti: segnatela come annullata."
                )


class SessionInline(admin.StackedInline):
    model, form, formset = Session, SessionForm, SessionFormSet
    extra = 0
    max_num = MOST_SESSIONS
    show_change_link = True
    verbose_name_plural = "Sessioni: giorno, orario, posti"
    fields = [
        ("title", "kind"),
        ("day", "opens", "closes"),
        ("capacity", "has_waiting_list"),
        "place",
        "room_url",
        "is_cancelled",
    ]

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST_SESSIONS, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = plain_field(db_field)
        return field or super().formfield_for_dbfield(db_field, request, **kwargs)
