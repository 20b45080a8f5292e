# SPDX-License-Identifier: AGPL-3.0-or-later
"""A help desk to measure with: 100,000 requests, 265,000 messages, 2,000 answers of FAQ.

Run as a program with DATABASE_URL set, and HELPDESK_REQUESTS for fewer; a second run adds
nothing. Rows are made by the database, with the triggers that fill the search put off to the end.
"""

import os
from datetime import timedelta

import django

REQUESTS = 100_000
ADMINISTRATIONS, PEOPLE, FAQS = 500, 1_000, 2_000
BUSY = "b" * 16  # the request of twenty messages, of the person whose session is SESSION
SESSION = "c" * 32
OPERATOR_SESSION = "d" * 32
PERSON = "misura-2@esempio.invalid"
OPERATOR = "misura-operatore@esempio.invalid"
TEXT = (
    "Buongiorno, abbiamo 2.600 utenti l'anno allo sportello e vorremmo sapere quante risposte "
    "servono per un risultato che regga. L'elenco degli indirizzi non c'è. Grazie."
)
SUBJECTS = (
    *("Quante risposte servono?", "Questionario anonimo e privacy", "Codici di LimeSurvey"),
    *("Pubblicare i risultati", "Scala di giudizio", "Campione tra due sedi", "Tasso di risposta"),
)
PEOPLE_SQL = """
INSERT INTO accounts_administration (ipa_code, name, search_key, ipa_category, type, istat_code,
  region_code, region, email_domain, domain_checked, website)
SELECT 'misura_' || n, 'Comune di Misura ' || n, 'comune di misura ' || n, 'L6', 'comune', '',
  '16', 'Puglia', '', false, '' FROM generate_series(1, %(administrations)s) n;
INSERT INTO accounts_user (password, is_superuser, email, name, role, is_active, is_staff, is_demo,
  date_joined)
SELECT '!', false, 'misura-' || n || '@esempio.invalid', 'Persona ' || n, 'referente', true, false,
  false, now() FROM generate_series(1, %(people)s) n
UNION ALL SELECT '!', false, %(operator)s, 'Operatore', 'operatore', true, false, false, now();
INSERT INTO accounts_membership (user_id, administration_id, status, is_coordinator, asked, decided,
  reason)
SELECT u.id, a.id, 'approved', false, now(), now(), ''
FROM generate_series(1, %(people)s) n
JOIN accounts_user u ON u.email = 'misura-' || n || '@esempio.invalid'
JOIN accounts_administration a ON a.ipa_code = 'misura_' || (1 + n %% %(administrations)s);
"""
TICKETS_SQL = """
INSERT INTO helpdesk_ticket (public_id, subject, queue_id, state, priority, channel, visibility,
  requester_id, requester_name, requester_email, administration_id, administration_name, topics,
  step, page, profile, read_faqs, created, updated, clock_started, next_due, solution_due,
  first_answered, solved, closed, revision, nonce, form_key, is_anonymised, is_demo)
SELECT md5('misura' || n)::char(16), (%(subjects)s::text[])[1 + n %% 7] || ' ' || n,
  (SELECT array_agg(id ORDER BY position) FROM helpdesk_queue)[1 + n %% 5], s.state, 1 + n %% 3,
  'web', 'coordinator', u.id, u.name, u.email, m.administration_id, a.name,
  CASE WHEN n %% 2 = 0 THEN ARRAY['campione'] ELSE ARRAY['questionario'] END, 'S10', '', '{}', '{}',
  c.created, c.created + interval '5 hours', c.created,
  CASE WHEN s.state IN ('new', 'open') THEN c.created + interval '3 days' END,
  CASE WHEN s.state IN ('new', 'open') THEN c.created + interval '3 days' END,
  CASE WHEN s.state <> 'new' THEN c.created + interval '4 hours' END,
  CASE WHEN s.state IN ('solved', 'closed') THEN c.created + interval '2 days' END,
  CASE WHEN s.state = 'closed' THEN c.created + interval '9 days' END,
  0, md5('n' || n)::char(16), '', false, false
FROM generate_series(1, %(requests)s) n
CROSS JOIN LATERAL (SELECT CASE WHEN n %% 50 = 0 THEN 'new' WHEN n %% 20 = 1 THEN 'open'
  WHEN n %% 33 = 2 THEN 'waiting' WHEN n %% 10 = 3 THEN 'solved' ELSE 'closed' END AS state) s
CROSS JOIN LATERAL (SELECT now() - n * interval '10 minutes' AS created) c
JOIN accounts_user u ON u.email = 'misura-' || (1 + n %% %(people)s) || '@esempio.invalid'
JOIN accounts_membership m ON m.user_id = u.id
JOIN accounts_administration a ON a.id = m.administration_id;
INSERT INTO helpdesk_message (ticket_id, kind, author_id, author_name, body, body_html, created,
  by_email, mail_id, reply_token)
SELECT t.id, CASE WHEN k = 1 THEN 'question' WHEN k %% 2 = 0 THEN 'answer' ELSE 'reply' END,
  t.requester_id, t.requester_name, %(text)s, '<p>' || %(text)s || '</p>',
  t.created + k * interval '1 hour', false, '', md5(t.id || '-' || k)
FROM helpdesk_ticket t
CROSS JOIN LATERAL generate_series(1, CASE WHEN t.id %% 20 < 13 THEN 3 ELSE 2 END) k
WHERE t.subject ~ ' [0-9]+$';
UPDATE helpdesk_ticket SET public_id = %(busy)s WHERE id = (
  SELECT t.id FROM helpdesk_ticket t JOIN accounts_user u ON u.id = t.requester_id
  WHERE u.email = %(person)s AND t.state = 'open' ORDER BY t.id LIMIT 1);
INSERT INTO helpdesk_message (ticket_id, kind, author_name, body, body_html, created, by_email,
  mail_id, reply_token)
SELECT t.id, CASE WHEN k %% 2 = 0 THEN 'answer' ELSE 'reply' END, 'Persona', %(text)s,
  '<p>' || %(text)s || '</p>', t.created + k * interval '1 day', false, '', md5('busy' || k)
FROM helpdesk_ticket t, generate_series(1, 20) k WHERE t.public_id = %(busy)s
  AND k > (SELECT count(*) FROM helpdesk_message m WHERE m.ticket_id = t.id);
"""
INDEXED = ("helpdesk_ticket", "helpdesk_message")


def write(requests: int) -> None:
    from django.db import connection, transaction

    values = {
        "administrations": ADMINISTRATIONS,
        "people": PEOPLE,
        "requests": requests,
        "operator": OPERATOR,
        "person": PERSON,
        "subjects": list(SUBJECTS),
        "text": TEXT,
        "busy": BUSY,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        for table in INDEXED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(PEOPLE_SQL, values)
        cursor.execute(TICKETS_SQL, values)
        cursor.execute("UPDATE helpdesk_ticket t SET search = helpdesk_ticket_words(t)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in INDEXED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    _faqs()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _faqs() -> None:
    from django.utils import timezone

    from helpdesk.models import Faq
    from helpdesk.search import document
    from migliorapa.core import search

    known = list(Faq.objects.published().order_by("pk"))
    rows = [
        Faq(
            code=f"M{number:04}",
            slug=f"misura-{number}",
            question=f"{known[number % len(known)].question} Caso {number}",
            answer=known[(number * 7) % len(known)].answer,
            body=known[(number * 11) % len(known)].body,
            body_html=known[(number * 11) % len(known)].body_html,
            topics=known[number % len(known)].topics,
            status=Faq.Status.PUBLISHED,
            published=timezone.now(),
        )
        for number in range(FAQS - len(known))
    ]
    search.publish(document(faq) for faq in Faq.objects.bulk_create(rows))


def _sign_in(key: str, email: str) -> None:
    """A session of a known key, so that pages can be asked for as this person."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from migliorapa.accounts.models import User

    user = User.objects.get(email=email)
    told = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "migliorapa.accounts.backends.EmailBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    data, end = SessionStore().encode(told), timezone.now() + timedelta(days=30)
    Session.objects.update_or_create(
        session_key=key, defaults={"session_data": data, "expire_date": end}
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")
    django.setup()
    from helpdesk.models import Ticket

    if not Ticket.objects.filter(public_id=BUSY).exists():
        write(int(os.environ.get("HELPDESK_REQUESTS", REQUESTS)))
    for key, email in ((SESSION, PERSON), (OPERATOR_SESSION, OPERATOR)):
        _sign_in(key, email)


if __name__ == "__main__":
    main()
