# SPDX-License-Identifier: AGPL-3.0-or-later
"""What else a person wrote to the help desk: objections, e-mails that wait, work at the desk.

Never the operators' notes: they tell of others too.
"""

from allauth.account.models import EmailAddress
from django.db.models import Q

from ..models import Faq, FaqObjection, IgnoredGap, InboundMail


def objections_of(user):
    """To a FAQ that comes from a request, a public question or a public answer of theirs."""
    asked = Q(origin__question__author=user, origin__answer=None)
    theirs = Q(origin__ticket__requester=user) | asked | Q(origin__answer__author=user)
    return FaqObjection.objects.filter(theirs)


def mails_of(user):
    """With one of their verified addresses as sender."""
    emails = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return InboundMail.objects.filter(sender__in=[email.lower() for email in emails])


def known_about(user) -> dict:
    objections = objections_of(user).select_related("origin__faq").order_by("created", "pk")
    mails = mails_of(user).filter(outcome=InboundMail.Outcome.QUARANTINE)
    written = Faq.objects.filter(Q(author=user) | Q(pending_author=user)).order_by("code")
    ignored = IgnoredGap.objects.filter(by=user).order_by("created", "pk")
    return {
        "obiezioni": [
            {
                "faq": row.origin.faq.code,
                "testo": row.text,
                "il": row.created,
                "decisione": row.decision,
                "decisa": row.decided,
            }
            for row in objections
        ],
        "e_mail_in_attesa": [
            {"oggetto": mail.subject, "testo": mail.body, "arrivata": mail.received}
            for mail in mails.order_by("received", "pk")
        ],
        "faq_scritte": [{"codice": faq.code, "domanda": faq.question} for faq in written],
        "lacune_ignorate": [
            {"che_cosa": row.get_kind_display(), "quale": row.key, "il": row.created}
            for row in ignored
        ],
    }
