"""Documents made to do harm, each made here: refused with a code that says why, or written anew without it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from shared.tests.harmful import SCRIPT, archive, code_of, kept


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _pdf: None, **saving: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer, **saving)
    return buffer.getvalue()


def acts(kind: str, **members: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **members)
        document.Root.OpenAction = document.make_indirect(action)

    return change


def carries(document: pikepdf.Pdf) -> None:
    document.attachments["evil.exe"] = pikepdf.AttachedFileSpec.from_filepath(document, Path(__file__))


def has_page_action(document: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    document.pages[0].obj.AA = pikepdf.Dictionary(O=act)


@pytest.mark.parametrize(
    "data",
    [
        pdf(acts("JavaScript", JS="app.alert(1)")),
        # In a compressed stream of objects, where no search through the bytes finds it.
        pdf(acts("JavaScript", JS="app.alert(1)"), object_stream_mode=pikepdf.ObjectStreamMode.generate),
        pdf(acts("JavaScript", JS="app.alert(1)")).replace(b"/JavaScript", b"/J#61v#61Script"),
        pdf(acts("Launch", F="cmd.exe")),
        pdf(acts("SubmitForm", F="http://x.example")),
        pdf(carries),
        pdf(has_page_action),
    ],
)
def test_a_document_that_acts_by_itself_is_refused(tmp_path: Path, data: bytes) -> None:
    """Scripts, programs, other files: wherever in it they stand, and however they are written."""
    assert code_of(tmp_path, data) == "media.active_content"


def test_a_plain_document_is_written_anew(tmp_path: Path) -> None:
    """Without what stands before and behind it, and without who wrote it on what."""

    def signed(document: pikepdf.Pdf) -> None:
        document.docinfo["/Author"] = "Spy Writer"
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    stored = kept(tmp_path, pdf(signed) + SCRIPT + b"\n%%EOF\n")

    assert stored.startswith(b"%PDF-")
    assert SCRIPT not in stored
    with pikepdf.open(io.BytesIO(stored)) as document:
        assert len(document.pages) == 1
        assert "/Author" not in document.docinfo
    assert kept(tmp_path, pdf(signed)) == kept(tmp_path, pdf(signed))


def test_a_locked_document_is_refused(tmp_path: Path) -> None:
    """Nobody could see what is in it."""
    locked = pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))

    assert code_of(tmp_path, locked) == "media.encrypted"


_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="http://x.example/t"'
    ' TargetMode="External"/></Relationships>'
)


def docx(**parts: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": _TYPES, "word/document.xml": b"<document/>"} | parts)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(**{"word/vbaProject.bin": b"x"}), "media.active_content"),
        (docx(**{"word/embeddings/a.bin": b"x"}), "media.active_content"),
        (
            docx(**{"word/_rels/a.rels": _RELATION.format("attachedTemplate").encode()}),
            "media.active_content",
        ),
        (docx(**{"word/_rels/a.rels": b"<!DOCTYPE x><x/>"}), "media.broken"),
        (docx(**{"../../etc/passwd": b"x"}), "media.unsafe_names"),
        (docx(**{"/etc/passwd": b"x"}), "media.unsafe_names"),
        (docx(**{"word\\..\\x": b"x"}), "media.unsafe_names"),
        (docx(**{"word/big.xml": bytes(40_000_000)}), "media.unpacks_too_large"),
    ],
)
def test_an_office_file_that_does_harm_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """Programs in it, parts that lead out of it, what is fetched when it is opened, and what unpacks without end."""
    assert code_of(tmp_path, data) == code


def test_a_plain_office_file_is_written_anew(tmp_path: Path) -> None:
    """Its parts alone; a link that a reader may follow is one of them."""
    link = _RELATION.format("hyperlink").encode()

    stored = kept(tmp_path, docx(**{"word/_rels/document.xml.rels": link}) + SCRIPT)

    assert SCRIPT not in stored
    with zipfile.ZipFile(io.BytesIO(stored)) as file:
        assert file.read("word/document.xml") == b"<document/>"
        assert file.read("word/_rels/document.xml.rels") == link
