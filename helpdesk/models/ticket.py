# SPDX-License-Identifier: AGPL-3.0-or-later
import secrets
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone

from migliorapa.accounts.models import Administration, Membership

from .office import Queue
from .ticket_search import sought

NO_DUE = Value(datetime(9999, 1, 1, tzinfo=UTC), output_field=models.DateTimeField())


def new_public_id() -> str:
    return secrets.token_hex(8)


class TicketQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one door to requests.

        Operators and staff see all; a person sees their own, those shared with them, and those of
        the administration they belong to as each request's visibility says.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_operator:
            return self
        return self.visible_as_member(user)

    def visible_as_member(self, user):
        """Whatever the role: as the person that asks, or as a colleague of theirs."""
        mine = Membership.objects.approved().filter(user=user)
        coordinated = mine.filter(is_coordinator=True).values("administration")
        visibility = Ticket.Visibility
        return self.filter(
            Q(requester=user)
            | Q(
                visibility=visibility.COORDINATOR,
                administration__in=coordinated,
                requester__isnull=False,
            )
            | Q(visibility=visibility.EVERYBODY, administration__in=mine.values("administration"))
            | Q(
                visibility=visibility.NAMED,
                pk__in=Ticket.colleagues.through.objects.filter(user=user).values("ticket"),
                administration__in=mine.values("administration"),
            )
        )

    def of_members(self):
        """Of people approved by the administration the request is of: others only claim it."""
        theirs = Membership.objects.approved().filter(
            user=OuterRef("requester"), administration=OuterRef("administration")
        )
        return self.filter(Exists(theirs))

    def confirmed(self):
        """Whose requester we know can be reached."""
        return self.exclude(state__in=Ticket.SET_ASIDE)

    def set_aside(self):
        """Those nobody works on: without a confirmed address, or unwanted."""
        return self.filter(state__in=Ticket.SET_ASIDE)

    def heard(self):
        """Those that count as arrived: confirmed, and each need once."""
        return self.confirmed().exclude(state=Ticket.State.MERGED)

    def to_take(self):
        return self.filter(state=Ticket.State.NEW)

    def in_progress(self):
        return self.filter(state=Ticket.State.OPEN)

    def waiting(self):
        return self.filter(state=Ticket.State.WAITING)

    def unfinished(self):
        return self.filter(state__in=Ticket.UNFINISHED)

    def finished(self):
        return self.filter(state__in=[Ticket.State.SOLVED, Ticket.State.CLOSED])

    def with_due(self):
        """`due` as the index keeps it: what has no due comes last."""
        return self.alias(due=Coalesce("next_due", NO_DUE))

    def due_before(self, moment):
        return self.unfinished().with_due().filter(due__lte=moment)

    def late(self):
        return self.due_before(Now())

    def near_due(self, until):
        return self.due_before(until).filter(due__gt=Now())

    def in_charge_of(self, operator):
        return self.unfinished().filter(assignee=operator)

    def unassigned(self):
        return self.unfinished().filter(assignee=None)

    def found_by(self, text: str):
        """What `sought` understands of a text."""
        number, words = sought(text)
        return self.filter(pk=number) if number else self.with_words(words)

    def with_words(self, words):
        """Anywhere in the request; `words` as in web searches, or an expression for them."""
        return self.filter(search=SearchQuery(words, config="italian", search_type="websearch"))

    def of_body(self, words):
        """Of administrations so called; `words` as `body_sought` makes them, or an expression."""
        name = Func(
            "administration_name", function="helpdesk_words", output_field=SearchVectorField()
        )
        query = SearchQuery(words, config="italian", search_type="raw")
        return self.alias(called=name).filter(called=query)


class Ticket(models.Model):
    """A request for help, from the first message to the last.

    `first_answer_due`, `solution_due` and `next_due` (the earlier one still to meet) are empty
    while the clock is paused. `revision` grows at every change: an operator who answers an older
    revision is told.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "Da confermare per e-mail"
        NEW = "new", "Da prendere in carico"
        OPEN = "open", "In lavorazione"
        WAITING = "waiting", "In attesa di chi ha chiesto"
        SOLVED = "solved", "Risolta"
        CLOSED = "closed", "Chiusa"
        MERGED = "merged", "Unita a un'altra"
        SPAM = "spam", "Indesiderata"

    UNFINISHED = (State.NEW, State.OPEN, State.WAITING)
    SET_ASIDE = (State.UNCONFIRMED, State.SPAM)

    class Priority(models.IntegerChoices):
        HIGH = 1, "Alta"
        NORMAL = 2, "Normale"
        LOW = 3, "Bassa"

    class Visibility(models.TextChoices):
        NOBODY = "nobody", "Nessun altro"
        COORDINATOR = "coordinator", "Chi coordina i colleghi"
        NAMED = "named", "I colleghi che indico"
        EVERYBODY = "everybody", "Tutti i colleghi dell'amministrazione"

    class Channel(models.TextChoices):
        WEB = "web", "Dal portale"
        EMAIL = "email", "Per e-mail"
        EVENT = "event", "Da un incontro"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    subject = models.CharField("oggetto", max_length=200)
    queue = models.ForeignKey(Queue, models.PROTECT, verbose_name="coda", related_name="tickets")
    state = models.CharField("stato", max_length=12, choices=State.choices, default=State.NEW)
    priority = models.PositiveSmallIntegerField(
        "priorità", choices=Priority.choices, default=Priority.NORMAL
    )
    channel = models.CharField(
        "arrivata", max_length=8, choices=Channel.choices, default=Channel.WEB
    )
    visibility = models.CharField(
        "chi altro la vede",
        max_length=12,
        choices=Visibility.choices,
        default=Visibility.COORDINATOR,
    )
    colleagues = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="colleghi", blank=True, related_name="shared_tickets"
    )

    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="chi chiede",
        related_name="tickets",
    )
    requester_name = models.CharField("nome di chi chiede", max_length=150)
    requester_email = models.EmailField("e-mail di chi chiede")
    administration = models.ForeignKey(
        Administration,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="amministrazione",
        related_name="tickets",
    )
    administration_name = models.CharField("nome dell'ente", max_length=300, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="in carico a",
        related_name="assigned_tickets",
    )

    topics = ArrayField(
        models.SlugField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )
    step = models.CharField("passo", max_length=10, blank=True)
    page = models.CharField("pagina di partenza", max_length=300, blank=True)
    profile = models.JSONField("profilo", default=dict, blank=True)
    read_faqs = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)

    created = models.DateTimeField("arrivata", default=timezone.now)
    updated = models.DateTimeField("aggiornata", default=timezone.now)
    clock_started = models.DateTimeField(null=True, editable=False)
    first_answer_due = models.DateTimeField("prima risposta entro", null=True, blank=True)
    solution_due = models.DateTimeField("soluzione entro", null=True, blank=True)
    next_due = models.DateTimeField(null=True, editable=False)
    first_answered = models.DateTimeField("prima risposta", null=True, blank=True)
    solved = models.DateTimeField("risolta il", null=True, blank=True)
    closed = models.DateTimeField("chiusa il", null=True, blank=True)
    answered_minutes = models.PositiveIntegerField(
        "minuti lavorativi fino alla prima risposta", null=True, editable=False
    )
    answered_on_time = models.BooleanField("prima risposta nei tempi", null=True, editable=False)
    solved_minutes = models.PositiveIntegerField(
        "minuti lavorativi fino alla soluzione", null=True, editable=False
    )
    solved_on_time = models.BooleanField("soluzione nei tempi", null=True, editable=False)
    escalated = models.DateTimeField("segnalata in ritardo", null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="unita a"
    )
    linked = models.ManyToManyField("self", blank=True, verbose_name="richieste collegate")
    revision = models.PositiveIntegerField(default=0, editable=False)
    nonce = models.CharField(max_length=16, default=new_public_id, editable=False)
    link_version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    form_key = models.CharField(max_length=32, blank=True, editable=False)
    is_anonymised = models.BooleanField("resa anonima", default=False, editable=False)
    is_demo = models.BooleanField("dimostrativa", default=False, editable=False)
    search = SearchVectorField(null=True, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "richiesta"
        verbose_name_plural = "richieste"
        ordering = ["-created"]
        indexes = [
            models.Index(
                Coalesce("next_due", NO_DUE),
                "id",
                name="helpdesk_due",
                include=["next_due"],  # without the column it does not count by the index alone
                condition=Q(state__in=("new", "open", "waiting")),
            ),
            models.Index(fields=["state", "-updated", "-id"], name="helpdesk_state_updated"),
            models.Index(fields=["queue", "state", "-updated"], name="helpdesk_queue_state"),
            models.Index(fields=["assignee", "state", "-updated"], name="helpdesk_assignee_state"),
            models.Index(fields=["administration", "-created"], name="helpdesk_administration"),
            models.Index(fields=["-updated", "-id"], name="helpdesk_updated"),
            GinIndex(fields=["search"], name="helpdesk_ticket_search"),
            GinIndex(fields=["topics"], name="helpdesk_ticket_topics"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["form_key"], condition=~Q(form_key=""), name="helpdesk_form_sent_once"
            )
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("helpdesk:ticket", args=[self.public_id])

    @property
    def number(self) -> str:
        """The short name people quote on the phone."""
        return f"R{self.pk}"

    @property
    def is_finished(self):
        return self.state in {self.State.SOLVED, self.State.CLOSED}
