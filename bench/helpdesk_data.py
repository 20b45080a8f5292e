# SPDX-License-Identifier: AGPL-3.0-or-later
"""A help desk to measure with: many requests with their messages, 2,000 FAQ, one operator.

Run as a program with DATABASE_URL set: `python -m bench.helpdesk_data [REQUESTS]`. What it finds
of its own is replaced. Nine in ten requests are finished, as in a desk some years old.
"""

import os
import sys

import django

from .signed_in import sign_in

REQUESTS, FAQS = 100_000, 2_000
MESSAGES = 2.65  # a request, on average
SESSION = "misura0000000000000000000000000a"
TICKET = "abcdef0123456789"  # the page of a request with 20 messages
FAQ = "misura-77"
ASKS = "misura@esempio.invalid"  # who sends the requests of the measure, gone the next time
WORDS = [
    *(
        "campione",
        "questionario",
        "risposte",
        "utenti",
        "sportello",
        "indagine",
        "servizio",
        "ufficio",
    ),
    *("orario", "attesa", "mensa", "scuola", "anagrafe", "qualità", "obiettivi", "reclami"),
    *("carta", "indicatori", "margine", "errore", "strato", "sede", "personale", "tempi"),
    *("modulo", "sito", "prenotazione", "pagamento", "tributi", "biblioteca"),
]


def drawn(seed: str) -> str:
    """A place among the words as if by chance, and the same at each run."""
    return f"1 + (hashint8({seed}) & 2147483647) %% %(many)s"


TICKETS = f"""
INSERT INTO helpdesk_ticket (
  public_id, subject, queue_id, state, priority, channel, visibility, requester_name,
  requester_email, administration_name, assignee_id, topics, step, page, profile, read_faqs,
  created, updated, clock_started, first_answer_due, solution_due, next_due, first_answered,
  solved, closed, revision, nonce, form_key, is_anonymised, is_demo, link_version
)
SELECT
  CASE n WHEN 1 THEN %(ticket)s ELSE lpad(to_hex(n), 16, '0') END,
  'Misura ' || n || ': ' || (%(words)s::text[])[{drawn("4 * n")}] || ' e '
    || (%(words)s::text[])[{drawn("4 * n + 1")}],
  (%(queues)s::bigint[])[1 + n %% %(queue_count)s],
  state, 1 + n %% 3, 'web', 'coordinator', 'Persona ' || n, 'misura' || n || '@esempio.invalid',
  'Comune di Misura ' || n %% 3000, CASE WHEN n %% 4 = 0 THEN %(operator)s END,
  ARRAY[(%(topics)s::text[])[1 + n %% %(topic_count)s]], 'S' || lpad((n %% 22)::text, 2, '0'), '',
  '{{}}', '{{}}', arrived, arrived + interval '5 hours', arrived,
  CASE WHEN state = 'new' THEN due END, CASE WHEN state IN ('new', 'open') THEN due END,
  CASE WHEN state IN ('new', 'open') THEN due END,
  CASE WHEN state <> 'new' THEN arrived + interval '2 hours' END,
  CASE WHEN state IN ('solved', 'closed') THEN arrived + interval '1 day' END,
  CASE WHEN state = 'closed' THEN arrived + interval '15 days' END,
  1, lpad(to_hex(n), 16, '0'), '', false, true, 0
FROM (
  SELECT n, now() - (n * interval '9 minutes') AS arrived,
    now() + (n %% 400 - 100) * interval '1 hour' AS due,
    CASE n %% 30 WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting'
      WHEN 3 THEN 'solved' ELSE 'closed' END AS state
  FROM generate_series(1, %(requests)s) n
) numbered
"""
BODY = (
    "Il nostro ente vuole sapere che cosa pensano gli utenti. Abbiamo sentito 200 persone in due "
    "mesi e non sappiamo se bastano. Chiediamo come procedere. "
)
MESSAGES_SQL = f"""
INSERT INTO helpdesk_message (
  ticket_id, kind, author_name, body, body_html, created, by_email, mail_id, reply_token, form_key
)
SELECT id, CASE k WHEN 1 THEN 'question' WHEN 2 THEN 'answer' ELSE 'reply' END, 'Persona ' || id,
  %(body)s || (%(words)s::text[])[{drawn("32 * id + k")}],
  '<p>' || %(body)s || '</p>', created + k * interval '1 hour', false, '', '', ''
FROM helpdesk_ticket, generate_series(1, 20) k
WHERE subject LIKE 'Misura %%' AND k <= CASE
  WHEN public_id = %(ticket)s THEN 20 ELSE 2 + (id %% 20 < 13)::int END
"""


def write(requests: int = REQUESTS) -> None:
    from django.db import connection, transaction

    from helpdesk.models import Queue, Ticket
    from migliorapa.core.models import Topic

    operator = _operator()
    queues = list(Queue.objects.order_by("pk").values_list("pk", flat=True))
    topics = list(Topic.objects.values_list("slug", flat=True))
    values = {
        "requests": requests,
        "ticket": TICKET,
        "words": WORDS,
        "many": len(WORDS),
        "queues": queues,
        "queue_count": len(queues),
        "topics": topics,
        "topic_count": len(topics),
        "operator": operator.pk,
        "body": BODY,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE helpdesk_message DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE helpdesk_ticket DISABLE TRIGGER USER")
        sent = Ticket.objects.filter(requester_email=ASKS)
        sent.exclude(subject__startswith="Misura ").delete()
        cursor.execute(
            "DELETE FROM helpdesk_message USING helpdesk_ticket t "
            "WHERE t.id = ticket_id AND t.subject LIKE 'Misura %'"
        )
        cursor.execute("DELETE FROM helpdesk_ticket WHERE subject LIKE 'Misura %'")
        cursor.execute(TICKETS, values)
        cursor.execute(MESSAGES_SQL, values)
        cursor.execute("UPDATE helpdesk_ticket SET search = helpdesk_ticket_words(helpdesk_ticket)")
        cursor.execute("ALTER TABLE helpdesk_message ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE helpdesk_ticket ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FULL, ANALYZE) helpdesk_ticket")
        cursor.execute("VACUUM (FULL, ANALYZE) helpdesk_message")
        # FULL leaves out what autovacuum writes within minutes: which pages all can see.
        cursor.execute("VACUUM helpdesk_ticket, helpdesk_message")
    _faqs()


def _operator():
    """Signed in, with a second factor as the portal asks of operators."""
    from allauth.mfa.models import Authenticator

    from migliorapa.accounts.models import User

    operator, _ = User.objects.get_or_create(
        email="misura-operatore@esempio.invalid",
        defaults={"name": "Operatrice di misura", "role": User.Role.OPERATOR},
    )
    Authenticator.objects.get_or_create(user=operator, type="totp", defaults={"data": {}})
    sign_in(operator, SESSION)
    return operator


def _faqs() -> None:
    from django.utils import timezone

    from helpdesk.models import Faq
    from migliorapa.core.models import Topic

    Faq.objects.filter(code__startswith="M").filter(slug__startswith="misura-").delete()
    topics = list(Topic.objects.values_list("slug", flat=True))
    now = timezone.now()
    Faq.objects.bulk_create(
        Faq(
            code=f"M{number:05}",
            slug=f"misura-{number}",
            question=f"Come si prepara {WORDS[number % len(WORDS)]} numero {number}?",
            answer="Si comincia dal servizio e da chi lo usa.",
            body=BODY * 3,
            body_html=f"<p>{BODY * 3}</p>",
            topics=[topics[number % len(topics)]],
            steps=[f"S{1 + number % 22:02}"],
            tools=[f"T{1 + number % 40:02}"],
            status=Faq.Status.PUBLISHED,
            published=now,
        )
        for number in range(FAQS)
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")
    django.setup()
    write(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS)
