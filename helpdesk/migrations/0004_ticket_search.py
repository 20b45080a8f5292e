# SPDX-License-Identifier: AGPL-3.0-or-later
"""What operators search requests by, kept by triggers whoever writes.

Accents go before the Italian stemmer sees the words. Weights: A number and subject, B the
administration, C who asks, D the messages. The application never writes the column: an update
from outside keeps what is there.
"""

from django.db import migrations

FORWARDS = r"""
CREATE FUNCTION helpdesk_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT to_tsvector(
    'pg_catalog.italian',
    regexp_replace(lower(normalize(coalesce($1, ''), NFKD)), '[\u0300-\u036f]', '', 'g')
  )
$$;

CREATE FUNCTION helpdesk_ticket_words(ticket helpdesk_ticket) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT setweight(helpdesk_words('r' || ticket.id || ' ' || ticket.subject), 'A')
    || setweight(helpdesk_words(ticket.administration_name), 'B')
    || setweight(helpdesk_words(ticket.requester_name || ' ' || ticket.requester_email), 'C')
    || helpdesk_words((
      SELECT left(string_agg(left(body, 20000), ' ' ORDER BY id), 300000)
      FROM helpdesk_message WHERE ticket_id = ticket.id
    ))
$$;

UPDATE helpdesk_ticket SET search = helpdesk_ticket_words(helpdesk_ticket);

CREATE FUNCTION helpdesk_ticket_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT'
    OR (NEW.subject, NEW.administration_name, NEW.requester_name, NEW.requester_email)
      IS DISTINCT FROM
      (OLD.subject, OLD.administration_name, OLD.requester_name, OLD.requester_email)
  THEN
    NEW.search := helpdesk_ticket_words(NEW);
  ELSIF pg_trigger_depth() < 2 THEN
    NEW.search := OLD.search;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER helpdesk_ticket_indexed BEFORE INSERT OR UPDATE ON helpdesk_ticket
  FOR EACH ROW EXECUTE FUNCTION helpdesk_ticket_indexed();

CREATE FUNCTION helpdesk_message_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE helpdesk_ticket SET search = search || helpdesk_words(left(NEW.body, 20000))
      WHERE id = NEW.ticket_id AND pg_column_size(search) < 300000;
  ELSE
    UPDATE helpdesk_ticket SET search = helpdesk_ticket_words(helpdesk_ticket)
      WHERE id = NEW.ticket_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER helpdesk_message_indexed AFTER INSERT OR UPDATE OF body ON helpdesk_message
  FOR EACH ROW EXECUTE FUNCTION helpdesk_message_indexed();
"""
BACKWARDS = """
DROP TRIGGER helpdesk_message_indexed ON helpdesk_message;
DROP TRIGGER helpdesk_ticket_indexed ON helpdesk_ticket;
DROP FUNCTION helpdesk_message_indexed();
DROP FUNCTION helpdesk_ticket_indexed();
DROP FUNCTION helpdesk_ticket_words(helpdesk_ticket);
DROP FUNCTION helpdesk_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0003_desk")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
