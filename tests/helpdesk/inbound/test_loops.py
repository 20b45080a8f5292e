# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.inbound import is_automatic, is_bounce, is_from_ourselves

from .mails import DOMAIN, OURS, TOKEN, mail, multipart, part

DELIVERY = part("Action: failed\r\n", "message/delivery-status")


def test_a_mail_by_a_person_is_none_of_these():
    message = mail(
        Return_Path="<anna.neri@comune.example>", Auto_Submitted="no", Precedence="normal"
    )
    assert not is_bounce(message)
    assert not is_automatic(message)
    assert not is_from_ourselves(message, OURS)


@pytest.mark.parametrize(
    "message",
    [
        mail(Return_Path="<>"),
        mail(Return_Path=" < > "),
        mail(From="Mail Delivery <MAILER-DAEMON@mx.example>"),
        multipart(
            "report", part("Non consegnato"), DELIVERY, parameters="; report-type=delivery-status"
        ),
        multipart(
            "report", part("Non consegnato"), DELIVERY, parameters='; REPORT-TYPE="Delivery-Status"'
        ),
        multipart("report", part("Non consegnato"), DELIVERY),
        multipart("mixed", part("Non consegnato"), DELIVERY),
    ],
)
def test_notices_of_mails_not_delivered_are_recognised(message):
    assert is_bounce(message)


def test_a_read_receipt_is_automatic_and_no_bounce():
    receipt = multipart(
        "report",
        part("Letto"),
        part("Disposition: displayed", "message/disposition-notification"),
        parameters="; report-type=disposition-notification",
    )
    assert is_automatic(receipt)
    assert not is_bounce(receipt)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x@y.example"},
        {"Auto_Submitted": "AUTO-REPLIED (vacation)"},
        {"Precedence": "bulk"},
        {"Precedence": "Junk"},
        {"Precedence": "list"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "vacation"},
        {"List_Id": "Notizie <notizie.comune.example>"},
        {"X_Ricevuta": "avvenuta-consegna"},
        {"Subject": "Risposta automatica: Quanti questionari servono?"},
        {"Subject": "=?utf-8?q?Risposta_automatica=3A_R=3A_richiesta?="},
        {"Subject": "Automatic reply: richiesta R12"},
        {"Subject": "Auto-Reply: richiesta R12"},
        {"Subject": "Fuori ufficio"},
        {"Subject": "Fuori sede: Re: [MiglioraPA R12] Quante risposte servono?"},
        {"Subject": "Fuori ufficio: richiesta R12", "In_Reply_To": "<9@migliorapa.example>"},
        {"Subject": "Out of Office AutoReply: R12", "References": "<9@migliorapa.example>"},
    ],
)
def test_mails_by_programs_are_recognised(headers):
    assert is_automatic(mail(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Auto_Submitted": "No (a person)"},
        {"Auto_Submitted": ""},
        {"X_Auto_Response_Suppress": "None"},
        {"X_Autoreply": "no"},
        {"Precedence": "first-class"},
        {"Subject": "Fuori ufficio: come raccogliamo le risposte di chi lavora nei cantieri?"},
        {"Subject": "Questionario fuori ufficio", "In_Reply_To": "<9@migliorapa.example>"},
        {"Subject": "Re: Fuori ufficio", "In_Reply_To": "<9@migliorapa.example>"},
        {"Subject": "La risposta automatica del portale non arriva"},
        {"Subject": None},
    ],
)
def test_people_who_use_the_same_words_are_listened_to(headers):
    assert not is_automatic(mail(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"From": f"Aiuto <aiuto@{DOMAIN}>"},
        {"From": f"AIUTO@{DOMAIN.upper()}"},
        {"From": f"Anna <aiuto+{TOKEN}@{DOMAIN}>"},
        {"Sender": f"noreply@{DOMAIN}"},
        {"Return_Path": f"<noreply@{DOMAIN}>"},
        {"From": [f"anna.neri@comune.example, aiuto@{DOMAIN}"]},
    ],
)
def test_what_we_wrote_ourselves_is_recognised(headers):
    assert is_from_ourselves(mail(**headers), OURS)


def test_our_address_among_the_recipients_is_no_loop():
    message = mail(To=OURS[0], Cc=f"{OURS[1]}, aiuto+{TOKEN}@{DOMAIN}")
    assert not is_from_ourselves(message, OURS)


@pytest.mark.parametrize(
    "address", [f"aiuto@{DOMAIN}.evil.example", f"xaiuto@{DOMAIN}", f"altri@{DOMAIN}"]
)
def test_addresses_that_only_resemble_ours_are_others(address):
    assert not is_from_ourselves(mail(From=address), OURS)
