"""One ZIP of many files, the same bytes for the same files, and read again with care.

Nothing is unpacked to the disk, so that no name in it can point anywhere.
"""

import zipfile
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from data.errors import Refusal

MOST: Final = 512 * 1024 * 1024
"""Bytes that all files of an archive together are read to: a small file may claim to be a huge one."""
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The one moment that all files bear: when it was made stands in the manifest."""
READABLE: Final = 0o644 << 16


class FileRefused(Refusal):
    """A file that is no archive that can be read."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files in the order given, as a ZIP."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE
            archive.writestr(entry, content)
    return made.getvalue()


def settled(packed: bytes) -> bytes:
    """A ZIP written anew without the moments it was made at: a DOCX is one, too."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return pack({entry.filename: archive.read(entry) for entry in archive.infolist()})


def unpack(file: Path) -> dict[str, bytes]:
    """The files of an archive. Raises FileRefused "no-archive", "not-an-archive", "archive-too-large", "file-twice"."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > MOST:
                raise FileRefused("archive-too-large", file=file.name)
            twice = [name for name, times in Counter(entry.filename for entry in entries).items() if times > 1]
            if twice:
                raise FileRefused("file-twice", file=twice[0])
            return {entry.filename: archive.read(entry) for entry in entries}
    except FileNotFoundError:
        raise FileRefused("no-archive", file=file.name) from None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise FileRefused("not-an-archive", file=file.name) from None
