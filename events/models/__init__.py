# SPDX-License-Identifier: AGPL-3.0-or-later
from .event import Event, Series
from .feedback import Feedback, FeedbackRating
from .figures import Figure
from .lab import Experience, LabGroup
from .listening import Need
from .material import Download, Material, MaterialVersion
from .message import StaffMessage
from .presence import Certificate, Presence, PresenceChange
from .proceedings import AskedQuestion
from .registration import Answer, Place, Question, Registration
from .session import Contribution, Session, Speaker

__all__ = [
    "Answer",
    "AskedQuestion",
    "Certificate",
    "Contribution",
    "Download",
    "Event",
    "Experience",
    "Feedback",
    "FeedbackRating",
    "Figure",
    "LabGroup",
    "Material",
    "MaterialVersion",
    "Need",
    "Place",
    "Presence",
    "PresenceChange",
    "Question",
    "Registration",
    "Series",
    "Session",
    "Speaker",
    "StaffMessage",
]
