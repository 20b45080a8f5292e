# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.inbound import find_token, message_id, referred_ids, sender, subject, unwrapped

from .mails import DOMAIN, TOKEN, mail, multipart, part


@pytest.mark.parametrize(
    "value",
    [
        "anna.neri@comune.example",
        "Anna Neri <anna.neri@comune.example>",
        "ANNA.NERI@Comune.Example",
        '"Neri, Anna (ufficio tributi)" <anna.neri@comune.example>',
        '"anna.neri@comune.example" <anna.neri@comune.example>',
        "=?utf-8?b?QW5uYSBOw6hyaQ==?= <anna.neri@comune.example>",
        "=?utf-8?q?altra=40comune=2Eexample?= <anna.neri@comune.example>",
        "anna.neri@comune.example (Anna)",
        "Anna\r\n Neri\r\n <anna.neri@comune.example>",
        b"Anna N\xe8ri <anna.neri@comune.example>",
    ],
)
def test_the_sender_is_one_clean_address(value):
    assert sender(mail(From=value)) == "anna.neri@comune.example"


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "Anna Neri",
        "<>",
        "anna.neri",
        "anna@comune",
        "a@b.example, c@d.example",
        ["a@b.example", "c@d.example"],
        ["a@b.example", "a@b.example"],
        "a@b.example <c@d.example>",
        "a@b.example@c.example",
        "a@b.example(<c@d.example>)",
        "a..b@c.example",
        ".a@c.example",
        "a@-c.example",
        "a@c.example\0@d.example",
        "à@c.example",
        f"{'a' * 250}@c.example",
        "a@[127.0.0.1]",
    ],
)
def test_without_one_clean_address_there_is_no_sender(value):
    assert sender(mail(From=value)) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"To": f"aiuto+{TOKEN}@{DOMAIN}"},
        {"To": f"Aiuto <AIUTO+{TOKEN.upper()}@{DOMAIN.upper()}>"},
        {"To": "altri@comune.example", "Cc": f"aiuto+{TOKEN}@{DOMAIN}"},
        {"Delivered_To": f"aiuto+{TOKEN}@{DOMAIN}"},
        {"X_Original_To": f"aiuto+{TOKEN}@{DOMAIN}"},
        {"Subject": f"R: la vostra richiesta [#{TOKEN}]"},
        {"Subject": f"=?utf-8?q?R=3A_richiesta_=5B=23{TOKEN}=5D?="},
        {"To": f"aiuto+{TOKEN}@{DOMAIN}", "Subject": "R: [#altro0000altro000]"},
    ],
)
def test_the_token_is_found_where_replies_carry_it(headers):
    assert find_token(mail(**headers), DOMAIN) == TOKEN


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"To": f"aiuto+{TOKEN}@altrove.example"},
        {"To": f"aiuto+{TOKEN}@{DOMAIN}.evil.example"},
        {"To": f"xaiuto+{TOKEN}@{DOMAIN}"},
        {"To": f"aiuto+@{DOMAIN}"},
        {"To": f"aiuto+corto@{DOMAIN}"},
        {"To": f"aiuto+{'a' * 33}@{DOMAIN}"},
        {"From": f"aiuto+{TOKEN}@{DOMAIN}"},
        {"Subject": "Richiesta [#123]"},
        {"body": f"Inoltro: scrivete a aiuto+{TOKEN}@{DOMAIN} oppure [#{TOKEN}]"},
    ],
)
def test_tokens_elsewhere_are_no_tokens(headers):
    """Above all in the body: who forwards a mail gives away the secret it quotes."""
    assert find_token(mail(**headers), DOMAIN) is None


def test_another_mailbox_may_be_asked_for():
    message = mail(To=f"help.desk+{TOKEN}@{DOMAIN}")
    assert find_token(message, DOMAIN, mailbox="help.desk") == TOKEN
    assert find_token(message, DOMAIN, mailbox="helpxdesk") is None


def test_the_mails_it_refers_to_come_nearest_first():
    message = mail(
        In_Reply_To="<3@x.example>", References="<1@x.example>\r\n <2@x.example> <3@x.example>"
    )
    assert referred_ids(message) == ("<3@x.example>", "<2@x.example>", "<1@x.example>")
    many = " ".join(f"<{n}@x.example>" for n in range(400))
    assert len(referred_ids(mail(References=many))) == 50
    assert referred_ids(mail(In_Reply_To="nessuno", References="<> <a b>")) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<1@x.example>", "<1@x.example>"),
        ("  <1@x.example> (copia)", "<1@x.example>"),
        ("1@x.example", ""),
        (None, ""),
        (f"<{'a' * 400}@x.example>", ""),
        (b"<1\x00@x.example>", ""),
    ],
)
def test_an_id_is_usable_as_a_key_or_empty(value, expected):
    assert message_id(mail(Message_ID=value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?iso-8859-1?q?Perch=E9_no?=", "Perché no"),
        ("Perché no", "Perché no"),
        (b"Perch\xe9 no", "Perché no"),
        ("=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?x-ignoto?q?Perch=C3=A9?=", "Perché"),
        ("=?utf-8?b?*rotto*?=", None),
        ("=?utf-8?q?uno=0D=0ABcc=3A_altri=40x=2Eexample?=", "uno Bcc: altri@x.example"),
        ("uno\r\n due", "uno due"),
        ("\u202eonu\u202c", "onu"),
        ("a" * 5000, "a" * 300),
        ("€ 5 =?utf-8?q?=C3=A8?=", "€ 5 è"),
        (None, ""),
    ],
)
def test_a_subject_is_one_line_of_readable_text(value, expected):
    found = subject(mail(Subject=value))
    assert found == expected if expected is not None else "\n" not in found


def test_certified_mail_is_taken_out_of_its_envelope():
    original = (
        "From: protocollo@pec.comune.example\r\nSubject: Richiesta\r\n"
        f"To: aiuto+{TOKEN}@{DOMAIN}\r\n\r\nQuanti questionari?"
    )
    message = multipart(
        "mixed",
        part("Messaggio di posta certificata"),
        part(original, "message/rfc822", "Content-Disposition: attachment; filename=postacert.eml"),
        X_Trasporto="posta-certificata",
        From='"Per conto di: protocollo@pec.comune.example" <posta-certificata@gestore.example>',
    )
    assert sender(message) is None
    inside = unwrapped(message)
    assert sender(inside) == "protocollo@pec.comune.example"
    assert find_token(inside, DOMAIN) == TOKEN


@pytest.mark.parametrize("headers", [{}, {"X_Trasporto": "posta-certificata"}])
def test_mails_without_an_envelope_stay_as_they_are(headers):
    message = mail(**headers)
    assert unwrapped(message) is message
