"""Documents: PDF and Office files, opened, searched for what acts by itself, and written anew."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

from shared.media.errors import MediaRefusedError
from shared.media.probing import broken

_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/RichMediaExecute",
    }
)
_ACTIVE_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA")
_DEEPEST = 60

_MOST_ENTRIES = 10_000
_MOST_BYTES = 1024**3
_LARGEST_RATIO = 300
_SMALL_BYTES = 10 * 1024**2
_ACTIVE_PARTS = (
    "vbaproject.bin",
    "vbadata.xml",
    "/activex/",
    "/embeddings/",
    "/macrosheets/",
    "/dialogsheets/",
)
_FETCHED = (
    "/attachedtemplate",
    "/oleobject",
    "/frame",
    "/subdocument",
    "/externallink",
    "/package",
    "/control",
)
_COPY_BYTES = 1024**2


def clean_pdf(source: Path, output: Path) -> None:
    """Write a PDF anew, without metadata and without what stands before, between or behind its objects.

    Raises:
        MediaRefusedError: It is broken, locked, or does something by itself when it is opened.
    """
    try:
        with pikepdf.open(source) as pdf:
            for found in pdf.objects:
                _require_passive(found, 0)
            if "/Metadata" in pdf.Root:
                del pdf.Root.Metadata
            if "/Info" in pdf.trailer:
                del pdf.trailer.Info
            pdf.remove_unreferenced_resources()
            pdf.save(output, deterministic_id=True, compress_streams=True)
    except pikepdf.PasswordError:
        raise MediaRefusedError(
            "media.encrypted", "The document asks for a password. Save it without one and send it again."
        ) from None
    except (pikepdf.PdfError, ValueError) as error:
        # Its words begin with the path of the file.
        raise broken(str(error).rpartition(": ")[2]) from error


def _require_passive(found: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise broken("its parts lie too deep")
    if isinstance(found, pikepdf.Array):
        for item in found:
            _require_inner(item, depth)
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        keys = list(found.keys())
        active = [key for key in _ACTIVE_KEYS if key in keys]
        action = str(found["/S"]) if "/S" in keys and isinstance(found["/S"], pikepdf.Name) else ""
        if active or action in _ACTIONS:
            raise _active(active[0] if active else action)
        for key in keys:
            _require_inner(found[key], depth)


def _require_inner(value: Any, depth: int) -> None:
    """What lies directly inside; what is only pointed to is looked at by itself."""
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        _require_passive(value, depth + 1)


def clean_office(source: Path, output: Path) -> None:
    """Write an Office file anew: its parts alone, each unpacked once.

    Raises:
        MediaRefusedError: It is broken, unpacks to far more than it is, holds programs, or fetches things by itself.
    """
    try:
        with zipfile.ZipFile(source) as archive, zipfile.ZipFile(output, "w") as written:
            for entry in _parts(archive):
                _copy(archive, entry, written)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ET.ParseError) as error:
        raise broken(error) from error


def _parts(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise _bomb()
    if len({name.lower() for name in names}) < len(names):
        raise broken("it holds the same part twice")
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise MediaRefusedError(
                "media.unsafe_names", "The file holds parts whose names lead out of it. Save it anew."
            )
        if any(part in f"/{name.lower()}" for part in _ACTIVE_PARTS):
            raise _active(name.rpartition("/")[2])
        if entry.file_size > _SMALL_BYTES and entry.file_size > entry.compress_size * _LARGEST_RATIO:
            raise _bomb()
        if not entry.is_dir():
            yield entry


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, written: zipfile.ZipFile) -> None:
    """One part, of which no more is unpacked than was announced."""
    fresh = zipfile.ZipInfo(entry.filename)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry) as part, written.open(fresh, "w", force_zip64=True) as copy:
        if entry.filename.lower().endswith(".rels"):
            data = part.read(entry.file_size + 1)
            _require_local(data)
            copy.write(data)
            return
        while chunk := part.read(_COPY_BYTES):
            copy.write(chunk)


def _require_local(relations: bytes) -> None:
    """Links that a reader may follow are fine; what is fetched when the file is opened is not."""
    if b"<!DOCTYPE" in relations or b"<!ENTITY" in relations:
        raise broken("its relations declare entities")
    for relation in ET.fromstring(relations):  # noqa: S314  without entities nothing of it grows
        kind, mode = relation.get("Type", "").lower(), relation.get("TargetMode", "").lower()
        if mode == "external" and kind.endswith(_FETCHED):
            raise _active(kind.rpartition("/")[2])


def _active(what: str) -> MediaRefusedError:
    return MediaRefusedError(
        "media.active_content",
        f"The document does something by itself or carries other files ({what.strip('/')}). Save it as a plain document.",
    )


def _bomb() -> MediaRefusedError:
    return MediaRefusedError(
        "media.unpacks_too_large", "The file unpacks to far more than it is. Save it anew."
    )
