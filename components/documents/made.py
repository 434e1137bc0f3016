"""A file made when it is asked for: rights are asked at that moment, not when its button was drawn.

The button may have stood there since before the person signed out, lost the role, or a closed item began.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from components.documents import docx, pdf, picture, plan
from components.documents.blocks import Sheet
from data import queries
from data.errors import NotAllowed, RuleBroken
from data.rules import access, closed_item
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Verb


class Format(StrEnum):
    """What a document can be written as; the value is the file's ending."""

    DOCX = "docx"
    PDF = "pdf"


MIME: Final[Mapping[Format, str]] = {Format.DOCX: docx.MIME, Format.PDF: pdf.MIME}
WRITERS: Final[Mapping[Format, Callable[[Sheet], bytes]]] = {Format.DOCX: docx.document, Format.PDF: pdf.document}


class Made(NamedTuple):
    """A file and its name."""

    name: str
    content: bytes


def reader(store: Store, sign_in: str) -> Viewer:
    """Who is signed in under this name at this moment. Raises NotAllowed when nobody is."""
    found = queries.signed_in(store, sign_in)
    if found is None:
        raise NotAllowed("not-allowed", verb=Verb.READ)
    return queries.viewer_of(store.plan(), found.person, found.role, found.worn.mandate, only=found.only)


def is_closed_to(store: Store, viewer: Viewer, number: int) -> bool:
    """Whether a closed item about the plan runs that this viewer is not entitled to be present at (R47, 6.2)."""
    return queries.running_item(store, viewer, number) is not None and not closed_item.is_entitled(viewer)


def plan_file(store: Store, viewer: Viewer, number: int, format: Format) -> Made:
    """The handlingsplan. Raises NotAllowed, or RuleBroken("closed-item-running") for who may not read it now."""
    _require(store, viewer, number)
    account = queries.plan_document(store, viewer, number)
    if account is None:
        raise NotAllowed("unknown")
    sheet = plan.sheet(account, store.plan(account.standing_plan_id))
    return Made(f"{plan.name(account)}.{format}", WRITERS[format](sheet))


def picture_file(store: Store, viewer: Viewer, number: int, format: Format, *, approved: int | None = None) -> Made:
    """The approved situation picture with this id, or a draft of what stands now. Raises as `plan_file` does."""
    _require(store, viewer, number)
    account = queries.picture_document(store, viewer, number, approved)
    if account is None:
        raise NotAllowed("unknown")
    sheet = picture.sheet(account, store.plan(account.standing_plan_id))
    return Made(f"{picture.name(account)}.{format}", WRITERS[format](sheet))


def _require(store: Store, viewer: Viewer, number: int) -> None:
    access.require(viewer, Verb.READ)
    if is_closed_to(store, viewer, number):
        raise RuleBroken("closed-item-running")
