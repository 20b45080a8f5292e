# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from .fields import TopicsField


class EditorialForm(forms.ModelForm):
    """Refuses once to write over what a colleague saved in the meantime; nothing typed is lost."""

    seen = forms.CharField(label="", widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.latest = self._latest_version()
        self.fields["seen"].initial = str(self.latest.pk) if self.latest else ""
        topics = self.fields.get("topics")
        if isinstance(topics, TopicsField):
            topics.keep_choosable(self.instance.topics)

    def clean_topics(self):
        """In the order they had: saving a form as it was must change nothing."""
        chosen = self.cleaned_data["topics"]
        kept = [slug for slug in self.instance.topics if slug in chosen]
        return kept + [slug for slug in chosen if slug not in kept]

    def _latest_version(self):
        history = getattr(type(self.instance), "history", None)
        if not (history and self.instance.pk):
            return None
        versions = history.filter(**{self._meta.model._meta.pk.attname: self.instance.pk})
        return versions.select_related("history_user").order_by("-pk").first()

    def clean(self):
        super().clean()
        seen, current = self.cleaned_data.get("seen"), self.fields["seen"].initial
        if self.latest and seen and seen != current:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = current
            raise ValidationError(self._overtaken())
        return self.cleaned_data

    def _overtaken(self) -> str:
        when = date_format(timezone.localtime(self.latest.history_date), "j F, H:i")
        who = self.latest.history_user or "Un altro processo"
        return (
            f"{who} ha salvato questo testo ({when}) mentre voi lo scrivevate. Qui sotto c'è "
            "ancora tutto il vostro lavoro. Guardate nella cronologia che cosa è cambiato. Se "
            "salvate di nuovo, resta la vostra versione."
        )
