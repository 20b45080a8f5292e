# SPDX-License-Identifier: AGPL-3.0-or-later
"""For which administration somebody registers; of one not listed, also its kind and region."""

from django import forms

from migliorapa.accounts import organisation
from migliorapa.accounts.models import Administration
from migliorapa.accounts.regions import REGIONS


class OrganisationForm(organisation.OrganisationForm):
    organisation_type = forms.ChoiceField(
        label="Tipo di ente",
        required=False,
        choices=[("", "Scegliete"), *Administration.Type.choices],
    )
    region = forms.ChoiceField(
        label="Regione", required=False, choices=[("", "Scegliete"), *REGIONS.items()]
    )
    ASKED = ("organisation", "found", "organisation_type", "region")

    @property
    def asks_what_it_is(self) -> bool:
        """Kind and region, which nobody needs to tell for a listed administration."""
        typed = self.is_bound and self.data.get(self.add_prefix("organisation"), "").strip()
        return bool(typed) and self.administration is None

    def check_unlisted(self, cleaned) -> None:
        if not cleaned.get("organisation_type"):
            self.add_error("organisation_type", "Dite che tipo di ente è il vostro.")
        national = cleaned.get("organisation_type") == Administration.Type.CENTRALE
        if not cleaned.get("region") and not national:
            self.add_error("region", "Dite in quale regione lavorate.")

    def organisation_details(self) -> dict:
        """As the action wants them."""
        listed, cleaned = self.administration, self.cleaned_data
        if listed:
            return {
                "administration": listed,
                "administration_name": listed.name,
                "administration_type": listed.type,
                "region_code": listed.region_code,
            }
        return {
            "administration": None,
            "administration_name": cleaned["organisation"],
            "administration_type": cleaned["organisation_type"],
            "region_code": cleaned["region"],
        }
