# SPDX-License-Identifier: AGPL-3.0-or-later
"""Surnames and towns that are ordinary words: small letters stay, a name goes."""

import pytest

from helpdesk.redaction import Record, leaks, redact

SURNAMES = [
    ("Fulvio Neri", "i punti neri e il punto nero", "lo chiede Neri dell'URP"),
    ("Ada Tedeschi", "gli utenti tedeschi e il modulo tedesco", "per la collega Tedeschi"),
    ("Ugo Greco", "il modello greco e le lettere greche", "ne parla Greco domani"),
    ("Ida Bassi", "i punteggi bassi e il più basso", "il geom. bassi non risponde"),
    ("Leo Grassi", "i titoli in caratteri grassi", "chiedete a Grassi"),
    ("Ivo Sereni", "gli utenti più sereni", "secondo Sereni no"),
    ("Eva Ricci", "i grafici ricci di dati", "la dott.ssa Ricci chiede"),
    ("Pia Monaco", "il convento dei monaci", "ha scritto Monaco ieri"),
    ("Ada Leoni", "i leoni della piazza", "la firma è di Leoni"),
    ("Gino Galli", "i galli e il gallo del parco", "ha risposto Galli"),
    ("Aldo Fabbri", "gli artigiani fabbri e il fabbro", "il sig. fabbri attende"),
    ("Lia Ferri", "i ferri del mestiere", "la cartella ferri.lia"),
    ("Rino Corti", "i questionari corti e il più corto", "Corti non è d'accordo"),
    ("Nino Marino", "l'ambiente marino", "Marino mi ha detto di sì"),
    ("Eva Pagani", "i riti pagani", "l'avv. pagani ha ragione"),
    ("Rosa Villa", "le ville del quartiere", "mi chiamo rosa e ho una domanda"),
    ("Silvia Marchi", "i marchi di qualità", "la mail di Marchi"),
    ("Dino Verdi", "i bollini verdi e la zona verde", "allegato per Verdi"),
    ("Elia Mancini", "gli utenti mancini", "saluti\nmancini"),
    ("Luigi Bruno", "il bollino bruno", "ciao bruno"),
    ("Teo Lombardi", "i comuni lombardi", "secondo Lombardi"),
]
TOWNS = [
    ("Noto", "è noto che pochi rispondono; dati noti", "qui a noto siamo pochi"),
    ("Latina", "la radice latina della parola", "siamo di latina"),
    ("Portici", "sotto i portici, un portico", "da Portici vi scriviamo"),
    ("Poli", "i poli scolastici e il polo civico", "l'ufficio di Poli"),
    ("Vita", "la qualità della vita", "il comune di vita ha 2.000 abitanti"),
    ("Cento", "cento questionari su trecento", "noi di cento facciamo così"),
    ("Cuneo", "il cuneo fiscale", "la fiera di Cuneo"),
    ("Popoli", "i popoli migranti e il popolo", "siamo a Popoli da anni"),
    ("Crema", "il colore crema dei moduli", "abitiamo a crema"),
    ("Prato", "il prato davanti all'ufficio", "gli uffici sono a Prato"),
    ("Lodi", "le lodi degli utenti", "lo sportello di lodi"),
    ("Monopoli", "i monopoli naturali", "Monopoli ha tre sportelli"),
    ("Palmi", "lunga due palmi", "a Palmi siamo in cinque"),
    ("Massa", "la massa dei rispondenti", "nel Comune di Massa"),
    ("Sale", "le sale d'attesa e il sale", "il municipio di Sale"),
    ("Potenza", "la potenza del test", "da Potenza, saluti"),
    ("Forte dei Marmi", "il forte legame e i marmi", "siamo di forte dei marmi"),
    ("Gioia del Colle", "la gioia di un colle", "siamo di gioia del colle"),
    ("Sala Consilina", "in sala d'attesa", "qui a Sala Consilina"),
    ("Mattinata", "in mattinata, anche due mattinate", "da Mattinata, saluti"),
    ("Musei", "i musei civici", "il municipio di musei"),
    ("Lanciano", "gli uffici lanciano l'indagine", "siamo di lanciano"),
    ("Aosta", "gli uffici della Valle d'Aosta", "lo sportello di Aosta"),
]
CASES = [
    *((Record(names=(name,)), *texts) for name, *texts in SURNAMES),
    *((Record(bodies=(f"Comune di {name}",), municipalities=(name,)), *t) for name, *t in TOWNS),
]


@pytest.mark.parametrize(("record", "ordinary"), [(case[0], case[1]) for case in CASES])
def test_an_ordinary_word_in_small_letters_stays_in_all_its_forms(record, ordinary):
    assert redact(ordinary, record).text == ordinary
    assert not leaks(ordinary, record)


@pytest.mark.parametrize(("record", "named"), [(case[0], case[2]) for case in CASES])
def test_the_same_word_where_a_name_stands_goes_and_blocks(record, named):
    assert leaks(named, record)
    redacted = redact(named, record).text
    assert redacted != named
    assert not leaks(redacted, record)


@pytest.mark.parametrize("name", ["Anna", "Laura", "Marco", "Luca", "Carla", "Serena", "Paola"])
def test_a_first_name_is_no_form_of_another_word(name):
    record = Record(names=(f"{name} Zuccarello",))
    assert leaks(f"lo dice {name.lower()}", record)
