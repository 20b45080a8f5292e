# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.exceptions import PermissionDenied


def operators_only(actor) -> None:
    if not actor.is_operator:
        raise PermissionDenied
