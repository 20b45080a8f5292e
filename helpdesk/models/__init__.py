# SPDX-License-Identifier: AGPL-3.0-or-later
from .call import Call, CallSlot, SlotPattern
from .canned import CannedAnswer
from .faq import Faq, FaqObjection, FaqOrigin, FaqReading, FaqVote
from .inbound import InboundMail
from .office import Closure, Office, Queue
from .question import PublicAnswer, PublicQuestion, PublicVote
from .reuse import Deflection
from .satisfaction import Satisfaction
from .ticket import Attachment, Message, Ticket, TicketChange, TicketPause, TicketViewing

__all__ = [
    "Attachment",
    "Call",
    "CallSlot",
    "CannedAnswer",
    "Closure",
    "Deflection",
    "Faq",
    "FaqObjection",
    "FaqOrigin",
    "FaqReading",
    "FaqVote",
    "InboundMail",
    "Message",
    "Office",
    "PublicAnswer",
    "PublicQuestion",
    "PublicVote",
    "Queue",
    "Satisfaction",
    "SlotPattern",
    "Ticket",
    "TicketChange",
    "TicketPause",
    "TicketViewing",
]
