# SPDX-License-Identifier: AGPL-3.0-or-later
from .call import Call, CallSlot, SlotPattern
from .canned import CannedAnswer
from .faq import Faq, FaqReading, FaqVote
from .faq_origin import FaqObjection, FaqOrigin
from .inbound import InboundMail
from .message import Attachment, Message
from .office import Closure, Office, Queue
from .question import PublicAnswer, PublicCorrection, PublicQuestion, PublicVote
from .reuse import Deflection, IgnoredGap
from .satisfaction import Satisfaction
from .ticket import Ticket
from .ticket_history import TicketChange, TicketPause, TicketViewing

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
    "IgnoredGap",
    "InboundMail",
    "Message",
    "Office",
    "PublicAnswer",
    "PublicCorrection",
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
