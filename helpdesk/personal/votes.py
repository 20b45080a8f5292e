# SPDX-License-Identifier: AGPL-3.0-or-later
"""Judgements on FAQ that people gave while signed in: kept under a code, found again for them."""

from django.utils.crypto import salted_hmac

from ..models import FaqVote

SALT = "helpdesk.faq.vote"


def voter_of(user) -> str:
    """Always the same for a person."""
    return code_of(f"person:{user.pk}")


def code_of(reader: str) -> str:
    return salted_hmac(SALT, reader, algorithm="sha256").hexdigest()


def known_about(user) -> list[dict]:
    votes = FaqVote.objects.filter(voter=voter_of(user)).select_related("faq").order_by("created")
    return [
        {
            "faq": vote.faq.code,
            "utile": vote.is_useful,
            "motivo": vote.get_reason_display(),
            "commento": vote.comment,
            "il": vote.created,
        }
        for vote in votes
    ]
