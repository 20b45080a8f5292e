# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile addresses and forms get a page that says what is wrong: no fault and no cookie."""

import pytest

pytestmark = pytest.mark.django_db

PAGES = [
    *("/", "/cerca/", "/privacy/", "/stato", "/status", "/robots.txt", "/.well-known/security.txt"),
    *("/percorsi/", "/percorsi/trova/", "/percorsi/trova/tutte/", "/percorsi/trova/possibili/"),
    *("/percorsi/consigliato/", "/percorsi/confronta/", "/percorsi/in-profondita/"),
    *("/passi/", "/passi/piano-di-campionamento/", "/strumenti/", "/strumenti/guida-limesurvey/"),
    *("/strumenti/calcolo-campione/", "/strumenti/mappa-importanza-soddisfazione/"),
    *("/strumenti/checklist-questionario/", "/strumenti/questionario-online/"),
    "/strumenti/questionario-online/limesurvey.lss",
    "/strumenti/questionario-online/limesurvey.txt",
    "/strumenti/mandato-gruppo-di-lavoro/stampa/",
    "/strumenti/schema-report/esempio/",
    *("/glossario/", "/glossario/campione/", "/approfondimenti/"),
    "/approfondimenti/tasso-di-risposta/",
    *("/eventi/", "/eventi/archivio/", "/eventi/mese/2026/12/", "/eventi/calendario.ics"),
    *("/eventi/atom.xml", "/eventi/dati.json", "/eventi/dati.csv", "/eventi/atti.xml"),
    "/eventi/materiali/00000000-0000-4000-8000-000000000000/scarica/",
    *("/aiuto/", "/aiuto/suggerimenti/", "/aiuto/risolto/", "/aiuto/richiesta/inviata/"),
    *("/aiuto/domande/", "/aiuto/come-rispondiamo/", "/aiuto/faq/"),
    *("/aiuto/faq/codici-di-limesurvey/", "/aiuto/faq/codici-di-limesurvey/versioni/"),
    "/eventi/attestati/",
]
NAMES = (
    *("q", "tipo", "a", "b", "f", "c1", "domanda", "admin", "goal", "salta", "calcolo", "page"),
    *("regione", "argomento", "anno", "posti", "atti", "pagina", "codice"),
    *("passo", "da", "senza", "prima", "letta", "profilo", "argomenti", "chiamata", "risultato"),
)
VALUES = {
    "NUL": "%00",
    "broken UTF-8": "%ff%c3%28",
    "lone surrogate": "%ed%a0%80",
    "right to left": "%e2%80%ae",
    "decomposed accent": "qualita%cc%80",
    "emoji": "%f0%9f%98%80",
    "very long": "a" * 3000,
    "number too large": "9" * 5000,
    "negative": "-1",
    "not a number": "NaN",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "quotes": "'%22--",
    "operators": "%26%7C!:*()",
    "template": "%7B%7B7*7%7D%7D",
    "format": "%25s%25n",
    "new line": "%0d%0aSet-Cookie:x=y",
    "climbing": "../../etc/passwd",
    "half escaped": "%u0041%",
}
FOLDERS = (
    *("/", "/percorsi/", "/passi/", "/strumenti/", "/glossario/", "/approfondimenti/"),
    *("/eventi/", "/eventi/serie/", "/eventi/mese/", "/eventi/iscrizione/", "/eventi/materiali/"),
    *("/aiuto/", "/aiuto/richiesta/conferma/", "/aiuto/operatori/", "/aiuto/allegati/"),
    *("/aiuto/domande/", "/aiuto/domanda/", "/aiuto/faq/", "/aiuto/richiesta/"),
    *("/aiuto/obiezione/", "/aiuto/faq/codici-di-limesurvey/versioni/"),
    *("/eventi/partecipa/", "/eventi/attestato/", "/eventi/attestati/", "/eventi/questionario/"),
)
FORMS = (
    *("/percorsi/consigliato/", "/aiuto/risolto/"),
    *("/strumenti/calcolo-campione/", "/strumenti/guida-limesurvey/"),
)
MULTIPART = "multipart/form-data; boundary=x"
BODIES = {
    "nothing": ("application/x-www-form-urlencoded", b""),
    "raw bytes": ("application/x-www-form-urlencoded", b"\x00\xff\xfe=\xff&admin=%00"),
    "too many fields": ("application/x-www-form-urlencoded", b"a=1&" * 6000),
    "unknown charset": ("application/x-www-form-urlencoded; charset=nessuno", b"admin=x"),
    "JSON": ("application/json", b'{"admin":'),
    "no boundary": ("multipart/form-data", b"x"),
    "cut short": (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'),
    "bad name": (
        MULTIPART,
        b"--x\r\nContent-Disposition: form-data; name*=no''%ff\r\n\r\nb\r\n--x--",
    ),
    "file": (
        MULTIPART,
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="../\x00"\r\n\r\nb\r\n--x--',
    ),
}
ORIGINS = ["http://[", "http://[::1", "null", "http://", "\\", "http://altrove.invalid"]
COOKIES = ["x" * 6000, "a\0b", "\xff", "a;b=;;=", '"\\000"']


@pytest.fixture
def reader(client):
    """A client to whom a fault is a page, as it would be to a reader."""
    client.raise_request_exception = False
    return client


def assert_harmless(response, where):
    text = b"".join(response).decode(errors="replace")
    assert response.status_code < 500, where
    assert "Traceback" not in text, where
    assert "<script>alert" not in text, where
    assert "Set-Cookie" not in response.headers, where
    assert not response.cookies, where


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("page", PAGES)
def test_no_value_in_the_address_breaks_a_page(reader, page, kind):
    value = VALUES[kind]
    query = "&".join(f"{name}={value}" for name in NAMES)
    response = reader.get(f"{page}?{query}&{value}=1&{value}&q[]={value}&admin={value}")
    assert_harmless(response, kind)


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_an_address_that_means_nothing_is_not_found(reader, folder, kind):
    for ending in ("", "/", "/stampa/", "/limesurvey.lss", "/modello.odt"):
        response = reader.get(f"{folder}{VALUES[kind]}{ending}")
        assert_harmless(response, ending)
        assert response.status_code in {301, 404}, ending


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("page", PAGES)
def test_no_method_breaks_a_page(reader, page, method):
    response = reader.generic(method, page)
    assert_harmless(response, method)
    if method not in {"HEAD", "POST"}:
        assert response.status_code == 405


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("form", FORMS)
def test_no_body_breaks_a_form(reader, form, kind):
    content_type, body = BODIES[kind]
    response = reader.generic("POST", form, body, content_type=content_type)
    assert_harmless(response, kind)
    assert response.status_code >= 400


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("form", FORMS[:2])
def test_a_form_sent_by_another_site_or_by_none_is_refused(reader, form, origin):
    response = reader.post(form, {"admin": "comune"}, headers={"Origin": origin})
    assert_harmless(response, origin)
    assert response.status_code == 403
    assert "Pagina riservata" in response.text


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("name", ["sessionid", "messages", "altro"])
def test_no_cookie_breaks_a_page_or_makes_somebody_of_a_reader(reader, name, cookie):
    response = reader.get("/percorsi/", headers={"Cookie": f"{name}={cookie}"})
    assert response.status_code == 200
    assert "Accedete" in response.text
    assert not any(morsel.value for morsel in response.cookies.values())


@pytest.mark.parametrize("host", ["altrove.invalid", "testserver,altrove", "[::1", "a b", "@"])
def test_an_unknown_host_is_refused_in_plain_words(reader, host):
    response = reader.get("/percorsi/", headers={"Host": host})
    assert_harmless(response, host)
    assert response.status_code == 400
    assert "Richiesta non valida" in response.text
