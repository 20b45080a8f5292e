# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.redaction import redact

FOUND = [
    ("Scrivete a urp@comune.esempio.it.", "Scrivete a [e-mail]."),
    ("Scrivete a urp [at] comune.esempio.it", "Scrivete a [e-mail]"),
    ("tel 0832/123456 int. 12", "tel [telefono]"),
    ("cell. 3331234567", "cell. [telefono]"),
    ("al +39 333 12 34 567 dopo le 17", "al [telefono] dopo le 17"),
    ("chiamate lo 06 1234 5678", "chiamate lo [telefono]"),
    ("c.f. rssmra80a01h501u", "c.f. [codice fiscale]"),
    ("RSS MRA 80A01 H501U", "[codice fiscale]"),
    ("partita IVA 01234567890", "partita IVA [partita IVA]"),
    ("IT60 X054 2811 1010 0000 0123 456", "[IBAN]"),
    ("in via Roma 12/A, 73100 Lecce (LE)", "in [indirizzo]"),
    ("in p.zza della Repubblica", "in [indirizzo]"),
    ("abita in via garibaldi 14", "abita in [indirizzo]"),
    ("ns. prot. n. 4521/2026 del 3/3/2026", "[protocollo]"),
    ("protocollo 0001234", "[protocollo]"),
    ("pratica n. 2026/00871", "[pratica]"),
    ("la mia matricola è 40217", "la mia [matricola]"),
    ("targa FK 482 ZB", "targa [targa]"),
    ("dal computer 10.0.12.5", "dal computer [indirizzo di rete]"),
    ("https://esempio.it/q?token=abc123", "[collegamento]"),
    ("https://www.comune.esempio.le.it/servizi", "[collegamento]"),
    ("il mio utente è mrossi", "il mio utente è [nome utente]"),
    ("username: marta75", "username: [nome utente]"),
    ("password: Gatto!2026", "password: [password]"),
    ("nata a Lecce il 12/04/1958", "nata a [comune] il [data di nascita]"),
    ("Ne parlo con Carla Ferri dell'URP", "Ne parlo con [nome] dell'URP"),
    ("La signora Rossi Maria chiede", "La [nome] chiede"),
    ("lo dice M. Bianchi", "lo dice [nome]"),
    ("sono giulia verdi dei tributi", "sono [nome] dei tributi"),
    ("mi chiamo antonio de luca", "mi chiamo [nome]"),
    ("SONO LUCIA MARTINO E NON RIESCO A ENTRARE", "SONO [nome] E NON RIESCO A ENTRARE"),
    ("il geom. D'Angelo", "il [nome]"),
    ("Cordiali saluti\nMaria R.", "Cordiali saluti\n[nome]"),
    ("Grazie, Mimmo", "Grazie, [nome]"),
    ("ho sentito Rosa ieri", "ho sentito [nome] ieri"),
    ("qui a Collesereno siamo pochi", "qui a [comune] siamo pochi"),
    ("siamo il Comune di Collesereno", "siamo il [ente]"),
    ("scrivo dal comune di lecce", "scrivo dal [ente]"),
    ("il comune di figline chiede", "il [ente] chiede"),
    ("l'ASL TO3 e l'ULSS 8", "l'[ente] e l'[ente]"),
    ("il protocollo è il n. 7781/2026", "il [protocollo]"),
    ("il file ROSSI_MARIO_bozza.pdf", "il file [nome]_bozza.pdf"),
    ("vedi ferrara lucia", "vedi [nome]"),
    ("lo dice la dottoressa Bassi", "lo dice la [nome]"),
    ("la famiglia Esposito", "la famiglia [nome]"),
    ("per l'ASL Lecce", "per l'[ente]"),
    ("l'IC Don Milani ha 640 famiglie", "l'[ente] ha 640 famiglie"),
    ("sul conto DE89 3704 0044 0532 0130 00", "sul conto [IBAN]"),
    ("su GB29 NWBK 6016 1331 9268 19 entro maggio", "su [IBAN] entro maggio"),
    ("IT60-X054-2811-1010-0000-0123-456", "[IBAN]"),
    ("R S S M R A 8 0 A 0 1 H 5 0 1 U", "[codice fiscale]"),
    ("RSS-MRA-80A01-H501U", "[codice fiscale]"),
    ("chiamate il +41 91 814 11 11", "chiamate il [telefono]"),
    ("la targa ab123cd", "la targa [targa]"),
    ("il PG 123456/2026", "il [protocollo]"),
    ("prot. AOODRPU.0012345", "[protocollo]"),
    ("in via 25 aprile 3", "in [indirizzo]"),
    ("in via f.lli Cervi 8", "in [indirizzo]"),
    ("alla Laurinstraße 4", "alla [indirizzo]"),
    ("a giulia punto verdi chiocciola posta punto it", "a [e-mail]"),
    ("a giulia.verdi @ posta.example", "a [e-mail]"),
    ("il comune di s. giovanni rotondo", "il [ente]"),
    ("siamo di Citta' di Castello", "siamo di [comune]"),
    ("die Gemeinde Bruneck", "die [ente]"),
    ("l'ASL Roma chiede", "l'[ente] chiede"),
    ("la sig.ra rossi chiede", "la [nome] chiede"),
    ("chiedete a giovanna bianchi", "chiedete a [nome]"),
    ("ho visto D'Alessandro Vito", "ho visto [nome]"),
    ("Rosa mi ha detto di no.", "[nome] mi ha detto di no."),
    ("marco dell'anagrafe", "[nome] dell'anagrafe"),
    ("e mi chiamo Carmelina Grande", "e mi chiamo [nome]"),
    ("Ne parlo con Gianfilippo", "Ne parlo con [nome]"),
    ("tre copie del modulo, ma a Trani due", "tre copie del modulo, ma a [comune] due"),
]

KEPT = [
    "Il D.Lgs. 150/2009, la L. 241/1990, il DPR 445/2000, l'art. 7 e l'art. 13 del GDPR.",
    "Abbiamo fatto 400 interviste in 12 giorni, dal 03/02/2026 al 15/02/2026.",
    "Il numero verde 800 123 456, il 1500, il 112 e il 116117.",
    "Rosa è il colore del modulo. Franco il tono. Il massimo della scala è 10.",
    "Per essere franco non ho pace: il foglio rosa, la viola, il leone.",
    "La Regione, la Provincia e il Comune di residenza decidono insieme.",
    "La Convenzione di Faro, il Trattato di Roma, la Carta di Nizza e il Garante.",
    "Il 12,5% di 2.600 utenti; media 7,85; budget 350.000.000 di euro; p = 0,05.",
    "Lo strumento T20, il passo S04, il percorso P01 e la domanda n. 5.",
    "L'URP, l'anagrafe e lo sportello usano LimeSurvey, Excel, Teams e SPID.",
    "Chiusi gli uffici, Fondi finiti, Massa di carte. Corsi a maggio. Campi obbligatori.",
    "Scala Likert, alfa di Cronbach, test di Kruskal-Wallis, legge Brunetta.",
    "LimeSurvey versione 6.5.4.1 e https://www.limesurvey.org/manual",
    "Via libera all'invio via PEC o via e-mail 3 volte, in corso d'opera.",
    "Sarà possibile? Però no. Verrà domani.",
    "Le linee guida della Regione Emilia-Romagna e di Friuli Venezia Giulia.",
    "San Nicola è il patrono; a Natale e a Pasqua siamo chiusi.",
    "La password è scaduta e l'utente medio non lo sa.",
    "La delibera n. 45/2026 del 3 marzo 2026 della Giunta.",
    "Il comune di nascita, il comune di residenza e le variabili ASP1 e ASP2.",
    "Il corso Statistica 2 e il largo consumo.",
    "Il roadshow di Bari e il convegno di Bologna.",
    "Ne parlo con il collega. Rosa è il modulo giusto, franco il tono.",
    "Compilate l'allegato A. Attendo la colonna F. Grazie.",
    "Noto che pochi rispondono. La valle è lunga. Latina è la radice della parola.",
    "I signori medici e l'avvocato romano del signor sindaco.",
    "Il protocollo TLS-1.2, il protocollo covid-19 e +12.500.000 euro.",
    "La rosa dell'ufficio, la norma dice, la massima ha detto.",
    "La Norvegia e la Siria hanno più utenti.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_each_kind_is_replaced_by_its_plain_name(text, expected):
    assert redact(text).text == expected


@pytest.mark.parametrize("text", KEPT)
def test_words_that_only_look_like_data_stay(text):
    assert redact(text).text == text


def test_a_tax_code_with_letters_in_place_of_digits_is_found():
    assert redact("codice RSSMRA80A01HR0MU").text == "codice [codice fiscale]"


@pytest.mark.parametrize(
    "text", ["Maria\u00a0Rossi", "Mari\u200ba Rossi", "Maria Ro\u00adssi", "NICOLO\u0300 ROSSI"]
)
def test_invisible_letters_do_not_hide_a_name(text):
    assert redact(f"Ne parlo con {text}, domani").text == "Ne parlo con [nome], domani"
