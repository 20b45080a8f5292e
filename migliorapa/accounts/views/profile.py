# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's own pages: who am I, my data, leaving."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions, personal_data, profile_sections
from ..forms import ConfirmForm, PersonNameForm
from ..middleware import SECOND_FACTORS
from ..selectors import colleagues_of, waiting_for

MOST_COLLEAGUES = 100


@require_safe
@never_cache
@login_required
def profile(request):
    mine = list(request.user.memberships.select_related("administration"))
    coordinates = any(membership.is_coordinator for membership in mine)
    return render(
        request,
        "accounts/profile.html",
        {
            "memberships": mine,
            "sections": profile_sections.sections_of(request.user),
            "coordinates": coordinates,
            "waiting": waiting_for(request.user) if coordinates else [],
            "colleagues": colleagues_of(request.user)[:MOST_COLLEAGUES] if coordinates else [],
            "has_second_factor": is_mfa_enabled(request.user, SECOND_FACTORS),
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def rename(request):
    posted = request.POST if request.method == "POST" else None
    form = PersonNameForm(posted, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=["name"])
        messages.success(request, "Nome salvato.")
        return redirect("accounts:profile")
    request.user.refresh_from_db(fields=["name"])  # the header shows what is saved
    return render(request, "accounts/rename.html", {"form": form})


@require_POST
@never_cache
@login_required
@reauthentication_required
def download(request):
    answer = JsonResponse(
        personal_data.collect(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    answer["Content-Disposition"] = 'attachment; filename="migliorapa-i-miei-dati.json"'
    return answer


def _try_to_delete(request, form) -> bool:
    try:
        actions.delete_account(user=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    except ProtectedError:
        sentence = "Ci sono documenti che devono restare collegati a voi: scriveteci."
        form.add_error(None, sentence)
    return form.is_valid()


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required(allow_get=True)
def delete(request):
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _try_to_delete(request, form):
        logout(request)
        messages.success(request, "Il vostro profilo è stato cancellato.")
        return redirect("home")
    return render(request, "accounts/delete.html", {"form": form})


@require_safe
@login_required
def second_factor(request):
    return render(request, "accounts/second_factor.html")
