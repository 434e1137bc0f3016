"""Whatever leaves the house, as words: a page's messages, a document of any kind, an archive with each file in it."""

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

TAG = re.compile(r"<[^>]*>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def page(shown: AppTest) -> str:
    """Everything the browser was sent: texts, tables, map data, forms, and what is hidden in a menu."""
    sent = (node.proto for block in shown._tree.children.values() for node in block)
    said = b"\n".join(proto.SerializeToString() for proto in sent if proto is not None).decode("utf-8", "ignore")
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """A file by its name and its words, and each file that lies in it."""
    yield name, name
    if content[:5] == b"%PDF-":
        paper = PdfReader(BytesIO(content))
        yield name, "\n".join(leaf.extract_text() for leaf in paper.pages)
        yield f"{name} (about)", str(dict(paper.metadata or {}))
    elif is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from texts(f"{name}/{inner}", packed.read(inner))
    elif name.endswith((".xml", ".rels")):
        said = content.decode("utf-8")
        yield name, unescape(TAG.sub("", said))  # a word may be split over runs
        yield name, unescape(said)
    elif name.endswith(".ics"):
        yield name, content.decode("utf-8").replace("\r\n ", "")
    elif name.endswith((".json", ".jsonl")):
        yield name, json.dumps([json.loads(one) for one in _documents(content.decode())], ensure_ascii=False)
    else:
        yield name, content.decode("utf-8-sig")


def _documents(text: str) -> list[str]:
    try:
        json.loads(text)
    except ValueError:
        return [line for line in text.splitlines() if line.strip()]
    return [text]


def mail(sent: EmailMessage) -> Iterator[tuple[str, str]]:
    """A mail: its head as people read it, its words, and each of its files."""
    again = message_from_bytes(sent.as_bytes(), policy=policy.default)
    yield str(again["Subject"]), "\n".join(f"{name}: {value}" for name, value in again.items())
    for part in again.walk():
        if not part.is_multipart():
            kind = part.get_filename() or ("moede.ics" if part.get_content_type() == "text/calendar" else "ord.txt")
            yield from texts(kind, part.get_payload(decode=True))
