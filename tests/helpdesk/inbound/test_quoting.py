# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.inbound import REPLY_LINE, strip_quoted_reply

QUOTES = {
    "italian": "Il giorno gio 4 lug 2013 alle ore 11:30 Aiuto <a@b.example> ha scritto:\n> Salve",
    "italian, folded": "Il giorno 4 lug 2013 alle 11:30 Aiuto\n<a@b.example> ha scritto:\n\n> x",
    "italian, short": "Il 04/07/2013 11:30, Aiuto ha scritto:\n> Buongiorno\n>\n> Saluti",
    "italian, unmarked": "In data giovedì 4 luglio 2013, Aiuto ha scritto:\n\nBuongiorno\nSaluti",
    "english": "On Thu, Jul 4, 2013 at 11:30 AM Aiuto <a@b.example> wrote:\n> Buongiorno",
    "original": "-----Messaggio originale-----\nDa: Aiuto\nBuongiorno",
    "original, english": "-----Original Message-----\nFrom: Aiuto\nBuongiorno",
    "block": "________________________________\nDa: Aiuto <a@b.example>\n"
    "Inviato: giovedì 4 luglio 2013 11:30\nA: Anna\nOggetto: R: richiesta\n\nBuongiorno",
    "block, english": "*From:* Aiuto\n*Sent:* Thursday\n*To:* Anna\n*Subject:* R\n\nBuongiorno",
    "our line": f"{REPLY_LINE}\nBuongiorno",
    "our line, quoted": f"> {REPLY_LINE}\n> Buongiorno",
    "signature": "-- \nAnna Neri\nUfficio tributi",
    "telephone": "Inviato da iPhone",
    "telephone, english": "Sent from my Galaxy",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_what_a_reply_quotes_is_cut(quote):
    assert strip_quoted_reply(f"Grazie, ne servono 183.\n\nAnna\n\n{quote}\n") == (
        "Grazie, ne servono 183.\n\nAnna"
    )


def test_answers_between_the_quoted_lines_are_kept():
    text = (
        "Il 04/07/2013 11:30, Aiuto ha scritto:\n> Quanti utenti?\n\n2.600 l'anno.\n\n"
        "> Quanti questionari?\n\n183.\n"
    )
    assert strip_quoted_reply(text) == "2.600 l'anno.\n\n\n183."


@pytest.mark.parametrize(
    "text",
    [
        "Il sindaco ci ha scritto:\nservono 183 questionari.",
        "Il 4 luglio abbiamo cominciato.\nOra siamo a 200.",
        "Da: lunedì prossimo\nservono altri moduli.",
        "- uno\n- due\n---\nfine",
        "---------- Messaggio inoltrato ----------\nQuesta è la domanda di un collega.",
        "On the contrary, nobody wrote.",
    ],
)
def test_ordinary_sentences_are_not_taken_for_quotes(text):
    assert strip_quoted_reply(text) == text


@pytest.mark.parametrize("text", ["> solo citato\n> e basta", "-- \nAnna Neri"])
def test_a_mail_of_quotes_alone_is_kept_rather_than_lost(text):
    assert strip_quoted_reply(text) == text


def test_nothing_remains_nothing():
    assert strip_quoted_reply("") == strip_quoted_reply("\n \n") == ""


LINES = st.sampled_from(
    [*"\n".join(QUOTES.values()).split("\n"), "", "> ", "Testo", "Il 3", "ha scritto:", "> >"]
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_every_line_kept_is_a_line_of_the_mail_in_its_order(text):
    rest = iter(text.split("\n"))
    assert all(
        any(line.strip() == each.strip() for each in rest)
        for line in (strip_quoted_reply(text).split("\n") if text.strip("\n ") else [])
    )


def test_an_answer_below_what_it_quotes_is_kept():
    text = (
        "Buongiorno,\n\nIl giorno gio 4 lug 2013 alle 11:30 Aiuto <a@b.example> ha scritto:\n"
        f"> {REPLY_LINE}\n> Quanti utenti?\n> -----Messaggio originale-----\n\n"
        "Sono 600, di cui 40 interni."
    )
    assert strip_quoted_reply(text) == "Buongiorno,\n\n\nSono 600, di cui 40 interni."


@pytest.mark.parametrize("greeting", ["Buongiorno,", "Gentile dott.ssa Neri,", "Buona sera!"])
def test_when_a_greeting_alone_would_remain_everything_is_kept(greeting):
    text = f"{greeting}\n\n{QUOTES['block']}\n\nSono 600, di cui 40 interni."
    assert strip_quoted_reply(text) == text


def test_a_short_answer_is_an_answer():
    assert strip_quoted_reply(f"Sì, va bene.\n\n{QUOTES['block']}") == "Sì, va bene."
