# SPDX-License-Identifier: AGPL-3.0-or-later
"""The card of a material with room for one new version; faults are told beside their field."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextInputWidget
from django.core.exceptions import ValidationError

from migliorapa.core import files
from migliorapa.core.fields import LineField

from ..actions import uploads
from ..actions.materials import check_publishable, latest_of
from ..actions.versions import NOT_A_RECORDING, check_sources
from ..models import Material, Session

NEW_VERSION = ("upload", "url", "captions", "note")


class Moment(AdminSplitDateTime):
    """Django writes «Data» and «Ora» beside the two fields and ties them to neither."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for widget, name in zip(self.widgets, ("Data", "Ora"), strict=True):
            widget.attrs["aria-label"] = name


def _line(label: str, *, length=300, required=False, help_text="") -> LineField:
    widget = AdminTextInputWidget()
    return LineField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


class MaterialForm(forms.ModelForm):
    title = _line("Titolo", required=True)
    authors = _line("Autori", help_text="Nomi separati da virgole")
    accessibility_note = _line(
        "Nota di accessibilità", help_text="Per esempio: PDF con tag, immagini descritte."
    )
    upload = forms.FileField(
        label="File",
        required=False,
        widget=forms.ClearableFileInput({"accept": files.EVERYTHING.accept}),
    )
    url = forms.CharField(
        label="Oppure collegamento",
        required=False,
        max_length=500,
        widget=forms.URLInput({"class": "vURLField"}),
        help_text="L'indirizzo di un video o di un documento che sta su un altro sito.",
    )
    captions = forms.FileField(
        label="Sottotitoli",
        required=False,
        widget=forms.ClearableFileInput({"accept": files.CAPTIONS.accept}),
        help_text="Per una registrazione: un file .vtt. Può arrivare anche dopo il video.",
    )
    note = _line("Che cosa è cambiato", help_text="Si legge accanto alla nuova versione.")

    class Meta:
        model = Material
        fields = (
            *("event", "session", "position", "kind", "title", "authors", "date", "language"),
            *("licence", "accessibility_note", "transcript", "audience", "embargo"),
            "is_published",
        )
        field_classes = {"embargo": forms.SplitDateTimeField}
        widgets = {"embargo": Moment()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.latest = latest_of(self.instance)
        self.kept = {}
        if "session" in self.fields:
            self._limit_sessions()
            self.fields["upload"].help_text = (
                f"Una registrazione: {files.MEDIA.sentence} "
                f"Gli altri materiali: {(files.DOCUMENTS | files.IMAGES).sentence}"
            )

    def _limit_sessions(self):
        event = self.data.get("event") or self.initial.get("event") or self.instance.event_id
        known = str(event or "")
        rows = (
            Session.objects.filter(event=known) if known.isdecimal() and len(known) < 10 else None
        )
        field = self.fields["session"]
        field.queryset = Session.objects.none() if rows is None else rows
        if rows is None:
            field.help_text = "Compaiono qui quando avete scelto l'appuntamento e salvato."

    def full_clean(self):
        """Files are kept last, when everything else is right: a refused disk is told too."""
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        try:
            self._keep()
        except ValidationError as refused:
            self._discard()
            self.add_error(self.keeping, refused)

    def _keep(self):
        self.keeping = "upload"
        if upload := self.cleaned_data.get("upload"):
            self.kept["upload"] = uploads.keep_for(upload, self.cleaned_data["kind"])
        self.keeping = "captions"
        if captions := self.cleaned_data.get("captions"):
            self.kept["captions"] = uploads.keep(captions, files.CAPTIONS)

    def _discard(self):
        uploads.discard(*self.kept.values())
        self.kept = {}

    def clean(self):
        cleaned = super().clean()
        if "kind" not in cleaned or self.errors.keys() & set(NEW_VERSION):
            return cleaned
        try:
            self._check_version(cleaned)
            if cleaned.get("is_published"):
                self._check_publishable(cleaned)
        except files.Refused as refused:
            self.add_error(self.keeping, refused)
        except ValidationError as refused:
            self._tell(refused)
        return cleaned

    def _check_version(self, cleaned):
        upload, captions = cleaned.get("upload"), cleaned.get("captions")
        joins_latest = bool(captions and not upload)
        if joins_latest and not (self.latest and self.latest.is_media):
            raise ValidationError({"captions": NOT_A_RECORDING})
        check_sources(
            cleaned["kind"],
            has_file=bool(upload),
            url=cleaned.get("url", ""),
            has_captions=bool(captions) and not joins_latest,
        )
        self.keeping = "upload"
        if upload:
            uploads.examine(upload, cleaned["kind"])
        self.keeping = "captions"
        if captions:
            files.examine(captions, allowed=files.CAPTIONS)

    def _check_publishable(self, cleaned):
        draft = Material(kind=cleaned["kind"], transcript=cleaned.get("transcript", ""))
        is_new = bool(cleaned.get("upload") or cleaned.get("url"))
        had_captions = bool(self.latest and self.latest.captions) and not is_new
        check_publishable(
            draft,
            has_version=is_new or self.latest is not None,
            has_captions=bool(cleaned.get("captions")) or had_captions,
        )

    def _tell(self, refused: ValidationError):
        for field, faults in refused.message_dict.items():
            self.add_error(field if field in self.fields else None, faults)

    @property
    def version(self) -> dict:
        """For `materials.put_on_line`."""
        return {
            "upload": self.kept.get("upload"),
            "captions": self.kept.get("captions"),
            "url": self.cleaned_data.get("url", ""),
            "note": self.cleaned_data.get("note", ""),
        }


class RemoveVersionForm(forms.Form):
    reason = LineField(
        label="Perché lo togliete",
        max_length=300,
        help_text="Lo legge chi cerca il file: non scrivete dati personali.",
        error_messages={"required": "Scrivete perché togliete il file: lo legge chi lo cerca."},
        widget=AdminTextInputWidget(),
    )


class PublishProceedingsForm(forms.Form):
    embargo = forms.SplitDateTimeField(
        label="Pubblici dal (vuoto: subito)", required=False, widget=Moment()
    )
