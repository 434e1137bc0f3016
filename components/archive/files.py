"""Makes the files of an archive and their manifest: in one order and without the hour, so always the same bytes.

Rights are asked when it is made: whoever may archive, and during a closed item about its plan nobody who must not read.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from components.archive import log_file, readme, row_words, whole
from components.archive.leaving_out import WORDS, LeavingOut
from components.documents import made, picture, plan, review
from components.documents.blocks import Sheet
from components.documents.made import WRITERS, Format
from components.documents.naming import Naming, file_name
from components.session import Me
from components.tables import csv_of
from components.texts import mark, speaking, t
from data import queries
from data.errors import NotAllowed, RuleBroken
from data.queries import Archived
from data.rules.archive_proof import FORM, MANIFEST
from data.storage import archive_files
from data.storage.manifest import versions
from data.vocabulary import ArchiveEdition, Language, LeftOut

LOG, PLACES, OMITTED = mark("table|log"), mark("table|places"), mark("table|left-out")
FOLDER = mark("table|access")
"""What the files are called that are no table."""


@dataclass(frozen=True)
class Built:
    """An archive that was put together."""

    account: Archived
    edition: ArchiveEdition
    files: Mapping[str, bytes]
    digest: str
    """SHA-256 of the manifest."""
    left_out: Mapping[LeftOut, int]

    def packed(self) -> bytes:
        """The one file."""
        return archive_files.pack(self.files)


def build(
    me: Me,
    incident: int,
    edition: ArchiveEdition,
    reasons: frozenset[LeftOut],
    *,
    at: datetime | None = None,
    revision: int | None = None,
) -> Built:
    """The archive as it is now, or as it was made at a moment from a revision. Raises NotAllowed or RuleBroken."""
    account = read(me, incident, at=at, revision=revision)
    with speaking(Language.DANISH):
        me = log_file.in_plan(me, account)
        naming = Naming(me.plan, account.exercise)
        leaving = LeavingOut.of(account, reasons if edition is ArchiveEdition.ACCESS else frozenset())
        files = dict(_files(me, account, naming, leaving, access=edition is ArchiveEdition.ACCESS))
        counted: Mapping[LeftOut, int] = leaving.counted
        if edition is ArchiveEdition.BOTH:
            given_out = LeavingOut.of(account, reasons)
            files |= dict(_given_out(me, account, naming, given_out))
            counted = given_out.counted
        product = versions()["product"]
        told = readme.text(
            account, naming, list(files), leaving, access=edition is ArchiveEdition.ACCESS, version=product
        )  # fmt: skip
        files = {_named(account, "README.txt"): told.encode(), **files}
        manifest = _manifest(account, edition, files, counted, product)
    return Built(account, edition, {**files, MANIFEST: manifest}, hashlib.sha256(manifest).hexdigest(), counted)


def read(me: Me, incident: int, *, at: datetime | None = None, revision: int | None = None) -> Archived:
    """What it is made of. Raises NotAllowed, or RuleBroken("closed-item-running")."""
    account = None
    if queries.may_archive(me.viewer):
        moment = (at or me.store.clock()).replace(microsecond=0)
        account = queries.archived(me.store, me.viewer, incident, at=moment, revision=revision)
    if account is None:
        raise NotAllowed("unknown")
    if account.plan is not None and made.is_closed_to(me.store, me.viewer, account.plan):
        raise RuleBroken("closed-item-running")
    return account


def count(me: Me, account: Archived) -> Mapping[LeftOut, int]:
    """How many places each reason would leave out, if all were chosen: what whoever decides is shown."""
    with speaking(Language.DANISH):
        me = log_file.in_plan(me, account)
        naming = Naming(me.plan, account.exercise)
        leaving = LeavingOut.of(account, frozenset(LeftOut))
        _parts(me, account, naming, leaving)
        for _ in _tables(account, naming, leaving):
            pass
        log_file.hashed(account, leaving, "")
        list(log_file.rows(me, account, leaving, ""))
        return leaving.counted


def word(number: int, edition: ArchiveEdition) -> str:
    """What the archive's name begins with; Danish, like what is in it."""
    return f"{'aktindsigt' if edition is ArchiveEdition.ACCESS else 'arkiv'}-haendelse-{number}"


def name(account: Archived, edition: ArchiveEdition) -> str:
    """The archive's name without its ending."""
    with speaking(Language.DANISH):
        return file_name(word(account.number, edition), account.at, exercise=account.exercise)


def document_name(account: Archived, one: Format, *, access: bool) -> str:
    """What the document of the log, or of all that is given out, is called within the archive."""
    return _named(account, f"{whole_word(account, access=access)}.{one}")


def whole_word(account: Archived, *, access: bool) -> str:
    """The same without mark and ending."""
    return f"haendelse-{account.number}-{'aktindsigtsudgave' if access else 'log'}"


def _named(account: Archived, word: str) -> str:
    """A file's name, an exercise marked (6.13)."""
    return f"{t('file-name|EXERCISE').rpartition('|')[2]}-{word}" if account.exercise else word


def _files(
    me: Me, account: Archived, naming: Naming, leaving: LeavingOut, *, access: bool
) -> Iterator[tuple[str, bytes]]:
    """Documents, tables, log, map, and the list of what is left out: in this order."""
    parts = _parts(me, account, naming, leaving)
    together = whole_word(account, access=access)
    within = [(heading, one) for heading, _, one in parts] if access else []
    log_in = document_name(account, Format.PDF, access=access)
    head = whole.sheet(me, account, naming, within, leaving, log_in, access=access)
    tables = list(_tables(account, naming, leaving))
    log_name = row_words.file_word(LOG)
    hashed = log_file.hashed(account, leaving, _named(account, f"{log_name}.json"))
    log = csv_of([log_file.heads(), *log_file.rows(me, account, leaving, _named(account, f"{log_name}.csv"))])
    if access:  # counted again, since all places are known now
        head = _counted(head, leaving)
    beside = [] if access else [(file, one) for _, file, one in parts]
    for file, one in ((together, head), *beside):
        yield from _written(account, file, one)
    for file, content in tables:
        yield _named(account, f"{file}.csv"), content
    yield _named(account, f"{log_name}.csv"), log
    yield _named(account, f"{log_name}.json"), hashed
    yield _named(account, f"{row_words.file_word(PLACES)}.geojson"), _places(account, naming)
    if access:
        yield _named(account, f"{row_words.file_word(OMITTED)}.csv"), _left_out(leaving)


def _given_out(me: Me, account: Archived, naming: Naming, leaving: LeavingOut) -> Iterator[tuple[str, bytes]]:
    """The edition for access to documents beside all of it, as one document, with its list."""
    folder, together = row_words.file_word(FOLDER), whole_word(account, access=True)
    parts = [(heading, one) for heading, _, one in _parts(me, account, naming, leaving)]
    log_in = document_name(account, Format.PDF, access=True)
    sheet = _counted(whole.sheet(me, account, naming, parts, leaving, log_in, access=True), leaving)
    for name, content in _written(account, together, sheet):
        yield f"{folder}/{name}", content
    left_out = _named(account, f"{row_words.file_word(OMITTED)}.csv")
    yield f"{folder}/{left_out}", _left_out(leaving)


def _written(account: Archived, file: str, sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    """A document in both formats; a DOCX without the moment at which its parts were packed."""
    for one in (Format.PDF, Format.DOCX):
        content = WRITERS[one](sheet)
        yield _named(account, f"{file}.{one}"), archive_files.settled(content) if one is Format.DOCX else content


def _parts(me: Me, account: Archived, naming: Naming, leaving: LeavingOut) -> list[tuple[str, str, Sheet]]:
    """Heading, file and sheet of each document, those that there are."""
    found: list[tuple[str, str, Sheet]] = []
    looked_back = queries.review(me.store, me.viewer, account.id)
    if looked_back is not None:
        file = review.word(account.number)
        told = leaving.document(replace(looked_back, at=account.at), _within(account, t("Review")))
        found.append((t("Review"), file, review.sheet(told, naming.plan)))
    if account.plan is None:
        return found
    agreed = queries.plan_document(me.store, me.viewer, account.plan)
    if agreed is not None:
        file = f"handlingsplan-{agreed.number}"
        told = leaving.document(replace(agreed, at=account.at), _within(account, t("Action plan")))
        found.append((t("Action plan"), file, plan.sheet(told, naming.plan)))
    for number in account.pictures:
        shown = queries.picture_document(me.store, me.viewer, account.plan, number)
        if shown is not None:
            file = f"situationsbillede-{shown.number}"
            heading = t("Situation picture {n}", n=shown.number)
            told = leaving.document(replace(shown, at=account.at), _within(account, heading))
            found.append((heading, file, picture.sheet(told, naming.plan)))
    return found


def _within(account: Archived, heading: str) -> str:
    """Where a document stands when something is left out of it: in the one that is given out, in both formats."""
    file = whole_word(account, access=True)
    return t("{file}, under “{heading}”", file=_named(account, f"{file}.{Format.PDF}"), heading=heading)


def _counted(sheet: Sheet, leaving: LeavingOut) -> Sheet:
    """The document with the table of what is left out as it is counted when all is written."""
    before = next(n for n, block in enumerate(sheet.blocks) if getattr(block, "text", "") == t("What is left out"))
    after = list(whole.left_out(leaving))
    return replace(sheet, blocks=(*sheet.blocks[:before], *after, *sheet.blocks[before + len(after) :]))


def _tables(account: Archived, naming: Naming, leaving: LeavingOut) -> Iterator[tuple[str, bytes]]:
    for rows in account.tables:
        file = row_words.title(rows.name)
        named, told = _named(account, f"{file}.csv"), []
        for row in rows.rows:
            cells = []
            for column, value in zip(rows.columns, row, strict=True):
                where = t("{column}, id {n}", column=row_words.heading(column), n=row[0])
                if isinstance(value, queries.Said):
                    value = leaving.said(value, named, where)
                elif _of_individuals(rows.name, column, row, value, leaving) and value not in (None, []):
                    value = leaving.mark(named, where, LeftOut.INDIVIDUALS, (rows.name, row[0], column))
                cells.append(row_words.cell(value, column, naming))
            told.append(cells)
        yield file, csv_of([[row_words.heading(column) for column in rows.columns], *told])


BEYOND = frozenset({"deadline", "starts_at", "target_groups", "helpers", "networks", "leaders"})
"""What a row of an action says beyond whose it is and whether it has begun or ended."""


def _of_individuals(table: str, column: str, row: tuple[Any, ...], value: Any, leaving: LeavingOut) -> bool:
    """What an action says beyond whose it is; who left for a closed item, and when: it tells who stayed."""
    if table == "actions":
        return column in BEYOND and row[0] in leaving.individuals
    if LeftOut.INDIVIDUALS not in leaving.reasons:
        return False
    if table == "closed_items":
        return column in ("left", "stayed")
    return table == "attendances" and column == "left_at" and value in leaving.parted


def _left_out(leaving: LeavingOut) -> bytes:
    """Each place that is left out, and why."""
    rows = [(place.file, place.where, t(WORDS[place.why])) for place in leaving.places]
    return csv_of([(t("File"), t("Where"), t("Reason")), *rows])


def _places(account: Archived, naming: Naming) -> bytes:
    """Where it was, as finely as it is stored and no finer (6.22)."""
    features = [
        {
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": {
                "number": place.number, "exercise": account.exercise, "place": place.place, "zone": place.zone,
                "block": place.block, "precision": place.precision.value, "merged": place.merged,
                "category": row_words.cell(place.category, "category", naming),
            },
        }
        for place in account.places
    ]  # fmt: skip
    said = {"type": "FeatureCollection", "features": features}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _manifest(
    account: Archived, edition: ArchiveEdition, files: Mapping[str, bytes], counted: Mapping[LeftOut, int], product: str
) -> bytes:
    newest = account.lines[-1] if account.lines else None
    said = {
        "form": FORM,
        "product": "Beredskabsoverblik",
        "version": product,
        "standing_plan": account.standing_plan_digest,
        "incident": account.number,
        "exercise": account.exercise,
        "edition": edition.value,
        "made_at": account.at.isoformat(),
        "revision": account.revision,
        "lines": len(account.lines),
        "newest_line": f"{newest['seq']}:{newest['hash']}" if newest else "",
        "left_out": {why.value: number for why, number in counted.items()},
        "log": _named(account, f"{row_words.file_word(LOG)}.json"),
        "files": {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
