# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from ..actions import faq_care
from ..forms.faq_care import CareForm
from ..models import Faq
from .access import desk_page


@require_POST
@desk_page
def look_after(request, code):
    """A refusal is told on the page of the answer: two fields are soon written again."""
    faq = get_object_or_404(Faq, code=code)
    form = CareForm(request.POST)
    refused = [error for errors in form.errors.values() for error in errors]
    if not refused:
        try:
            faq_care.look_after(faq=faq, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refused = refusal.messages
    if refused:
        messages.error(request, " ".join(refused))
    else:
        messages.success(request, f"Responsabile e data di {faq.code} sono salvati.")
    return redirect("helpdesk:faq_draft", faq.code)
