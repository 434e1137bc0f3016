"""The log of an incident, twice: as it was hashed, so that a machine can prove it, and in words for a reader.

Where something is left out of a line that its hash covers, the line says so and can be proven no more in that copy; a
text alone may be left out without that, because the line holds its salted digest.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from components import feedback, history, look, minutes, times
from components.archive import row_words
from components.archive.leaving_out import LeavingOut, marked
from components.documents.blocks import Block, Paragraph
from components.plain import bare
from components.session import Me
from components.texts import t
from data.queries import Archived, LineRow, Said
from data.rules.archive_proof import FORM
from data.rules.archives import without_individuals
from data.rules.chain import FIELDS, canonical
from data.vocabulary import LeftOut, Subject, Verb

MARKUP: Final = re.compile(r"(?<!\\):[a-z]+\[(.*?)(?<!\\)\]")
ICON: Final = re.compile(r"(?<!\\):material/\w+: ?")
BOLD: Final = re.compile(r"(?<!\\)\*\*?")
ESCAPED: Final = re.compile(r"\\(.)")


def hashed(account: Archived, leaving: LeavingOut, file: str) -> bytes:
    """The lines and texts as JSON. Indented by nothing and sorted, so that the same is the same to the byte."""
    lines = [_line(line, leaving, file) for line in account.lines]
    texts = [
        {"id": one.id, "removed_by": one.removed_by} if one.body is None or one.salt is None
        else _text(one.id, one.body, one.salt, leaving, file)
        for one in account.texts
    ]  # fmt: skip
    said = {"form": FORM, "fields": list(FIELDS), "lines": lines, "texts": texts}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _line(line: Mapping[str, Any], leaving: LeavingOut, file: str) -> dict[str, Any]:
    told, left_out = dict(line), []
    where = t("line {n}", n=line["seq"])
    if leaving.of_line(line) and (kept := canonical(without_individuals(line["facts"]))) != line["facts"]:
        leaving.mark(file, where, LeftOut.INDIVIDUALS, ("line", line["seq"]))
        told["facts"] = kept
        left_out.append(LeftOut.INDIVIDUALS.value)
    if LeftOut.ACCOUNTS in leaving.reasons and line["person_id"] is not None:
        leaving.mark(file, where, LeftOut.ACCOUNTS, ("line", line["seq"]))
        told["person_id"] = None
        left_out.append(LeftOut.ACCOUNTS.value)
    return {**told, "left_out": left_out} if left_out else told


def _text(number: int, body: str, salt: bytes, leaving: LeavingOut, file: str) -> dict[str, Any]:
    why = leaving.texts.get(number)
    if why is not None:
        leaving.mark(file, t("text {n}", n=number), why, number)
        return {"id": number, "left_out": why.value, "body": marked(why)}
    return {"id": number, "salt": salt.hex(), "body": body}


def rows(me: Me, account: Archived, leaving: LeavingOut, file: str) -> Iterator[tuple[str, ...]]:
    """Number, registered, happened, function, party, what was done, and what was written, a line of the log each."""
    me = minutes.on_paper(me)
    written = {one.id: Said(one.id, one.body) for one in account.texts}
    for line in account.lines:
        at = datetime.fromisoformat(line["at"])
        happened = datetime.fromisoformat(line["happened_at"]) if line["happened_at"] else None
        party = me.plan.parties.get(line["party"] or "")
        yield (
            str(line["seq"]), times.dated(at), times.dated(happened) if happened else "",
            feedback.role_title(me, line["role"]), party.name if party else "",
            _done(me, line, leaving, file), _written(line, written, leaving, file),
        )  # fmt: skip


def heads() -> tuple[str, ...]:
    """What the columns are called."""
    return (
        t("No."), t("Registered"), t("Happened"), t("Function"), t("Party"), t("What was done"), t("What was written"),
    )  # fmt: skip


def paragraphs(me: Me, account: Archived, leaving: LeavingOut, file: str) -> list[Block]:
    """The same on paper, a paragraph each: a table of a thousand rows would be laid out for a minute."""
    return [
        Paragraph("\n".join(part for part in (f"{number} · {_when(at, happened)} · {who} {done}", written) if part))
        for number, at, happened, who, _, done, written in rows(me, account, leaving, file)
    ]


def _when(at: str, happened: str) -> str:
    return at if not happened or happened == at else t("{at} (happened {happened})", at=at, happened=happened)


def _done(me: Me, line: Mapping[str, Any], leaving: LeavingOut, file: str) -> str:
    verb = Verb(line["verb"])
    said = t(look.VERB[verb]) if verb in look.VERB else verb.value.replace("_", " ")
    if line["removed_by"] is not None:
        return t("{what} (removed by line {n})", what=said, n=line["removed_by"])
    if leaving.of_line(line) and verb is not Verb.UPDATE_PROGRESS:
        where = t("line {n}", n=line["seq"])
        return f"{said}: {leaving.mark(file, where, LeftOut.INDIVIDUALS, ('line', line['seq']))}"
    row = LineRow(
        seq=line["seq"], at=datetime.fromisoformat(line["at"]), happened_at=None, role=line["role"],
        party=line["party"], verb=verb, subject=Subject(line["subject"]), subject_id=line["subject_id"],
        facts=json.loads(line["facts"]), texts={},
    )  # fmt: skip
    particulars = unmarked(history.particulars(me, row, me.plan))
    return f"{said}: {particulars}" if particulars else said


def _written(line: Mapping[str, Any], written: Mapping[int, Said], leaving: LeavingOut, file: str) -> str:
    if line["removed_by"] is not None:
        return ""
    where = t("line {n}", n=line["seq"])
    said = {name: written[one["id"]] for name, one in json.loads(line["texts"]).items() if one["id"] in written}
    told = {name: bare(leaving.said(one, file, where)) for name, one in said.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "\n".join(f"{row_words.heading(name)}: {body}" for name, body in told.items())


def unmarked(text: str) -> str:
    """Markdown as the history shows it, as plain text: what somebody typed comes out as typed."""
    for markup, instead in ((MARKUP, r"\1"), (ICON, ""), (BOLD, "")):
        text = markup.sub(instead, text)
    return ESCAPED.sub(r"\1", text.replace("\u2060", "").replace("  \n", "\n")).strip()


def in_plan(me: Me, account: Archived) -> Me:
    """The same reader under the plan that the incident began under: functions are called what they were called then.

    Whoever makes it, a closed item is told as to somebody who may not be present at one: an archive is one for all.
    """
    return replace(me, plan=me.plan_of(account.standing_plan_id), now=account.at,
                   viewer=replace(me.viewer, covered_115=False))  # fmt: skip
