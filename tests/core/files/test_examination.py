# SPDX-License-Identifier: AGPL-3.0-or-later
"""What enters and what does not."""

import hashlib
import io
import os
import re
import resource
import shutil
import subprocess
import sys
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile

from migliorapa.core import files
from migliorapa.core.files import admitted, limited

from . import good, hostile
from .packed import upload, with_parts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
each_good = pytest.mark.parametrize("label", good.simple())
each_hostile = pytest.mark.parametrize("label", hostile.MAKERS)


def refusal(name: str, data: bytes, allowed=files.EVERYTHING) -> str:
    with pytest.raises(files.Refused) as refused:
        files.examine(upload(name, data), allowed=allowed)
    return refused.value.message


@each_good
def test_files_of_the_programs_people_use_are_admitted(label):
    name, data = good.simple()[label]
    examined = files.examine(upload(name, data), allowed=files.EVERYTHING)
    assert examined.extension == name.rpartition(".")[2].lower()
    assert examined.extension in files.KINDS[examined.kind].extensions
    assert examined.mimetype == files.KINDS[examined.kind].mimetype
    assert not examined.scanned
    if files.KINDS[examined.kind].family != "image":
        assert (examined.size, examined.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@each_hostile
def test_hostile_files_are_refused_with_a_sentence(label):
    name, data = hostile.MAKERS[label]()
    told = refusal(name, data)
    assert re.fullmatch(r"«[^»]+»: \S.{20,}\.", told, re.S), told
    assert "Error" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("pptx with macros", "contiene macro"),
        ("zip slip", "nomi che un programma per ufficio non scrive"),
        ("zip bomb", "occuperebbe troppo spazio"),
        ("pdf with javascript at opening", "JavaScript"),
        ("pdf with javascript under a disguised name", "JavaScript"),
        ("pdf that launches a program", "aprono programmi"),
        ("pdf with a file inside", "contiene altri file"),
        ("pdf with a password", "protetto da password"),
        ("pdf with restrictions", "protetto da password"),
        ("pdf with a page after it", "mescolato con un file di altro genere"),
        ("pdf that is a zip too, with an end in its comment", "mescolato"),
        ("pdf cut at the end", "danneggiato o incompleto"),
        ("png with a page after it", "dopo la fine dell'immagine ci sono altri dati"),
        ("png of 60.000 by 60.000", "troppi punti"),
        ("program called pdf", "è un programma. Sono ammessi: PDF"),
        ("page in UTF-16 called csv", "salvatelo in UTF-8"),
        ("page called txt", "è una pagina web"),
        ("docx with a template from another host", "richiama contenuti da altri indirizzi"),
        ("docx with a DDE command", "DDE"),
        ("docx with growing entities", "dichiarazioni"),
        ("docx with an entity from the disk", "dichiarazioni"),
        ("docx with entities in UTF-16", "dichiarazioni"),
        ("odt with a password", "protetto da password"),
        ("old or locked doc called docx", "vecchia versione (DOC, XLS, PPT)"),
        ("docx with an OLE object called picture", "oggetti incorporati"),
        ("zip in a zip", "oggetti incorporati"),
        ("page", "i file .html non si possono mandare"),
        ("no extension", "manca l'estensione"),
        ("empty", "il file è vuoto"),
    ],
)
def test_the_sentence_tells_what_is_wrong(label, words):
    assert words in refusal(*hostile.MAKERS[label]())


def test_the_hostile_files_are_hostile_for_one_reason_only():
    """The files they are made from enter: so it is the change that is refused."""
    for name, data in [("a.pdf", hostile.pdf(lambda _: None)), ("a.png", hostile.good.png())]:
        assert files.examine(upload(name, data), allowed=files.EVERYTHING).size
    same = with_parts(good.pandoc("docx"), {"word/media/a.png": good.png()})
    assert files.examine(upload("a.docx", same)).kind == "docx"
    link = hostile.related(b"https://esempio.invalid/", b"hyperlink")
    assert files.examine(upload("a.docx", link)).kind == "docx"
    template = hostile.related(b"file:///C:/Modelli/Lettera.dotx", b"attachedTemplate")
    assert files.examine(upload("a.docx", template)).kind == "docx"


def test_slides_with_the_data_of_a_chart_are_admitted_but_nothing_deeper():
    part = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
    with_data = with_parts(good.pandoc("pptx"), {part: good.xlsx()})
    assert files.examine(upload("a.pptx", with_data)).kind == "pptx"
    deeper = with_parts(good.xlsx(), {"xl/embeddings/a.xlsx": good.xlsx()})
    told = refusal("a.pptx", with_parts(good.pandoc("pptx"), {part: deeper}))
    assert "oggetti incorporati" in told


def test_only_what_the_form_admits_enters_and_the_sentence_lists_it():
    assert "PNG e JPEG fino a 10 MB" in refusal("a.pdf", good.paper(), files.IMAGES)
    told = refusal("a.mp4", good.mp4(), files.DOCUMENTS)
    assert "Sono ammessi: PDF, ODT, ODS, ODP, DOCX, XLSX, PPTX, TXT e CSV fino a 25 MB." in told
    assert files.examine(upload("a.mp4", good.mp4()), allowed=files.DOCUMENTS | files.MEDIA)
    assert "zip" not in files.ATTACHMENTS
    assert files.IMAGES.accept == ".png,.jpg,.jpeg"


def test_the_larger_limit_counts_where_two_sets_meet():
    both = files.ATTACHMENTS | files.DOCUMENTS
    assert both.limits["pdf"] == admitted.DOCUMENT_BYTES
    assert both.limits["png"] == admitted.ATTACHMENT_BYTES


@pytest.mark.parametrize(
    ("allowed", "name", "data", "told"),
    [
        (files.DOCUMENTS, "a.txt", b"a" * (admitted.DOCUMENT_BYTES + 1), "fino a 25 MB"),
        (files.ATTACHMENTS, "a.csv", b"a" * (admitted.ATTACHMENT_BYTES + 1), "fino a 10 MB"),
        (files.CAPTIONS, "a.vtt", b"a" * (admitted.CAPTION_BYTES + 1), "fino a 1 MB"),
    ],
)
def test_a_file_over_the_limit_of_its_kind_is_refused(allowed, name, data, told):
    assert told in refusal(name, data, allowed)
    inside = data[: allowed.limits[name[2:]]]
    if name != "a.vtt":
        assert files.examine(upload(name, inside), allowed=allowed).size == len(inside)


def test_what_the_browser_says_of_the_type_does_not_count():
    told = files.examine(upload("a.pdf", good.paper(), "text/html")).mimetype
    assert told == "application/pdf"
    with pytest.raises(files.Refused):
        files.examine(upload("a.pdf", hostile.PAGE, "application/pdf"))


def test_a_refusal_is_a_validation_error_with_a_code_for_the_form():
    with pytest.raises(ValidationError) as refused:
        files.examine(upload("a.pdf", b""))
    assert refused.value.code == "empty"
    assert refused.value.messages == [str(refused.value)]
    assert str(refused.value).startswith("«a.pdf»: il file è vuoto.")


def test_a_large_upload_is_examined_where_django_put_it(monkeypatch):
    """No second copy: the path is the one of the temporary file."""
    sent = TemporaryUploadedFile("a.pdf", "application/pdf", len(good.paper()), None)
    sent.write(good.paper())
    sent.seek(0)
    seen = []
    monkeypatch.setattr(limited, "check", lambda kind, path: seen.append(path))
    files.examine(sent)
    assert seen == [sent.temporary_file_path()]
    sent.close()


def test_the_upload_can_be_read_again_after_it_was_examined():
    sent = upload("a.pdf", good.paper())
    files.examine(sent)
    assert sent.read() == good.paper()


def pdf_bomb() -> bytes:
    """Objects packed in a stream that unpacks to 400 MB."""
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(400)) + packer.flush()
    stream = b"1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n"
    start = b"%PDF-1.7\n" + stream % len(body) + body + b"\nendstream endobj\n"
    rows = b"\x01\x00\x09\x00" + b"\x02\x00\x01\x00"
    index = (
        b"3 0 obj<</Type/XRef/Size 3/Index[1 2]/W[1 2 1]/Root 2 0 R/Length 8>>stream\n"
        + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(start)
    )  # fmt: skip
    return start + index


def test_a_pdf_that_unpacks_without_end_is_refused_and_the_portal_does_not_grow():
    data = pdf_bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "danneggiato" in refusal("a.pdf", data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("bytearray(2 * 1024**3)", "MemoryError"),
        ("import os; os.write(os.open('x', os.O_CREAT | os.O_WRONLY), b'x')", "File too large"),
    ],
)
def test_the_process_that_reads_hostile_files_has_limits(tmp_path, code, ends):
    folder = os.path.dirname(limited.CHILD)
    script = f"import sys; sys.path.append({folder!r}); import child; child.limit(); {code}"
    command = [sys.executable, "-I", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert ends in done.stderr.splitlines()[-1]


def test_a_reader_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr(limited, "WAIT", 0.01)
    assert "danneggiato o incompleto" in refusal("a.pdf", good.paper())


def test_an_office_document_of_many_small_parts_is_refused():
    many = {f"Pictures/{n}.png": b"x" for n in range(5000)}
    assert "parti con nomi" in refusal("a.odt", with_parts(good.pandoc("odt"), many))


@pytest.mark.browser
def test_a_pdf_printed_by_chromium_is_admitted():
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: CI must install it.")
        pytest.skip("Chromium is not installed: no PDF to print.")
    data = good.chromium_pdf(CHROMIUM)
    assert files.examine(upload("stampa.pdf", data)).kind == "pdf"


RECORD = """async (type) => {
  const canvas = document.createElement('canvas');
  const draw = canvas.getContext('2d');
  const timer = setInterval(() => draw.fillRect(Math.random() * 200, 10, 30, 30), 20);
  const recorder = new MediaRecorder(canvas.captureStream(25), {mimeType: type});
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start(100);
  await new Promise((resolve) => setTimeout(resolve, 700));
  recorder.stop();
  await ended;
  clearInterval(timer);
  return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
}"""


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_a_recording_made_by_chromium_is_admitted_and_spoilt_is_not(browser, kind):
    page = browser.new_page()
    data = bytes(page.evaluate(RECORD, f"video/{kind}"))
    page.close()
    assert files.examine(upload(f"a.{kind}", data), allowed=files.MEDIA).kind == kind
    assert "danneggiato" in refusal(f"a.{kind}", data + hostile.PAGE)


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory):
    from tests.paths.documents.opened import SOFFICE, require_libreoffice

    require_libreoffice()
    folder = tmp_path_factory.mktemp("office")
    source = folder / "prova.odt"
    source.write_bytes(good.pandoc("odt"))
    for extension in ("docx", "pdf", "odt"):
        into = folder / extension
        command = [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", extension, "--outdir", str(into), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {each: (folder / each / f"prova.{each}").read_bytes() for each in ("docx", "pdf", "odt")}


@pytest.mark.parametrize("extension", ["odt", "docx", "pdf"])
def test_documents_saved_by_libreoffice_are_admitted(by_libreoffice, extension):
    examined = files.examine(upload(f"a.{extension}", by_libreoffice[extension]))
    assert examined.kind == extension


def test_a_decoder_is_never_asked_for_more_pixels_than_admitted():
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (8001, 5001)).save(out, "PNG")
    assert "troppi punti" in refusal("a.png", out.getvalue())
