"""What may be archived, what is left out of what is given out, and how an archive is proven over values alone."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.errors import RuleBroken
from data.rules import archives
from data.rules.archive_proof import FORM, MANIFEST, prove
from data.rules.chain import FIELDS, canonical, digest, hash_of
from data.vocabulary import ArchiveEdition, IncidentState, LeftOut, Subject

NOW = datetime(2026, 10, 25, 12, tzinfo=UTC)
SALT = b"0123456789abcdef"


@pytest.mark.parametrize("state", IncidentState)
def test_only_what_has_ended_by_itself_is_archived(state: IncidentState) -> None:
    if state in {IncidentState.CLOSED, IncidentState.CALLED_OFF, IncidentState.REJECTED, IncidentState.NON_ACUTE}:
        archives.require_ended(state)
        return
    with pytest.raises(RuleBroken) as refused:
        archives.require_ended(state)
    assert refused.value.code == "archive-not-ended"


@pytest.mark.parametrize(
    ("edition", "reasons", "decided", "code"),
    [
        (ArchiveEdition.FULL, (), False, ""),
        (ArchiveEdition.FULL, (LeftOut.CONTACTS,), True, "nothing-left-out-of-all"),
        (ArchiveEdition.ACCESS, (LeftOut.CONTACTS,), False, "decide-left-out"),
        (ArchiveEdition.ACCESS, (), True, ""),
        (ArchiveEdition.BOTH, (LeftOut.WITHHELD,), False, "decide-left-out"),
        (ArchiveEdition.BOTH, (LeftOut.WITHHELD,), True, ""),
    ],
)
def test_what_is_given_out_is_decided_by_a_person(
    edition: ArchiveEdition, reasons: tuple[LeftOut, ...], decided: bool, code: str
) -> None:
    if not code:
        archives.require_edition(edition, reasons, decided=decided)
        return
    with pytest.raises(RuleBroken) as refused:
        archives.require_edition(edition, reasons, decided=decided)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("reference", "received_at", "code", "field"),
    [
        ("26/012345", NOW, "", ""),
        ("", NOW, "reference-missing", "reference"),
        ("2" * 61, NOW, "reference-too-long", "reference"),
        ("Sag Bjørn 26/99", NOW, "no-case-number", "reference"),
        ("Sag nr.", NOW, "no-case-number", "reference"),
        ("26/012345", None, "no-time", "received_at"),
        ("26/012345", NOW + timedelta(minutes=1), "not-received-yet", "received_at"),
        ("26/012345", NOW - timedelta(hours=2), "not-received-yet", "received_at"),
    ],
)
def test_received_is_a_number_and_a_time_when_it_was_made_already(
    reference: str, received_at: datetime | None, code: str, field: str
) -> None:
    if not code:
        archives.require_received(reference, received_at, made_at=NOW - timedelta(hours=1), now=NOW)
        return
    with pytest.raises(RuleBroken) as refused:
        archives.require_received(reference, received_at, made_at=NOW - timedelta(hours=1), now=NOW)
    assert (refused.value.code, refused.value.details["field"]) == (code, field)


def told(subject: Subject, number: int, texts: dict[str, int], **facts: Any) -> dict[str, Any]:
    referred = {name: {"id": text, "digest": ""} for name, text in texts.items()}
    return {"subject": subject.value, "subject_id": number, "facts": canonical(facts), "texts": canonical(referred)}


def test_each_reason_is_about_its_own_texts() -> None:
    lines = [
        told(Subject.PICTURE, 1, {"withheld": 1, "outlook": 2}), told(Subject.MEETING, 1, {"link": 3, "place": 4}),
        told(Subject.ACTION, 5, {"what": 5}), told(Subject.ACTION, 6, {"what": 6}),
        told(Subject.HAND_OVER, 1, {"outcome": 7}, action=5),
    ]  # fmt: skip
    assert archives.reasons_of_texts(lines, {5}) == {
        1: LeftOut.WITHHELD, 3: LeftOut.CONTACTS, 5: LeftOut.INDIVIDUALS, 7: LeftOut.INDIVIDUALS,
    }  # fmt: skip


def test_of_an_action_about_individuals_stays_whose_it_is_and_how_far_it_has_come() -> None:
    facts = canonical({"number": 3, "party": "politi", "status": "done", "deadline": "2026-10-25", "leaders": ["x"]})
    assert archives.without_individuals(facts) == {"number": 3, "party": "politi", "status": "done"}


def a_line(seq: int, previous: str, body: str) -> dict[str, Any]:
    line: dict[str, Any] = dict.fromkeys(FIELDS)
    texts = canonical({"what": {"id": seq, "digest": digest(body, SALT)}})
    line |= {"seq": seq, "at": "2026-10-24T19:40:00.000000+00:00", "role": "aab", "verb": "report", "subject_id": 1,
             "facts": "{}", "texts": texts, "previous": previous}  # fmt: skip
    return {**line, "hash": hash_of(line), "removed_by": None}


def an_archive(bodies: list[str], *, edition: str = "full") -> dict[str, bytes]:
    """A small one: a log of a line a text, and its manifest."""
    lines: list[dict[str, Any]] = []
    for number, body in enumerate(bodies, 1):
        lines.append(a_line(number, lines[-1]["hash"] if lines else "0" * 64, body))
    texts = [{"id": number, "salt": SALT.hex(), "body": body} for number, body in enumerate(bodies, 1)]
    return sealed({"log.json": {"lines": lines, "texts": texts}}, lines, edition)


def sealed(files: dict[str, Any], lines: list[dict[str, Any]], edition: str = "full") -> dict[str, bytes]:
    """The files with a manifest that is right about them, as somebody makes who changes both."""
    written = {name: json.dumps(said).encode() for name, said in files.items()}
    listed = {n: {"size": len(c), "sha256": hashlib.sha256(c).hexdigest()} for n, c in written.items()}
    newest = f"{lines[-1]['seq']}:{lines[-1]['hash']}" if lines else ""
    manifest = {"form": FORM, "log": "log.json", "edition": edition, "lines": len(lines), "newest_line": newest,
                "files": listed}  # fmt: skip
    return {**written, MANIFEST: json.dumps(manifest).encode()}


def codes(files: dict[str, bytes], expected: str | None = None) -> list[str]:
    return [fault.code for fault in prove(files, expected).faults]


@given(some.lists(some.text(some.characters(exclude_categories=["Cs"]), min_size=1), max_size=6), some.data())
def test_what_is_untouched_holds_and_any_changed_letter_is_found_even_under_a_new_manifest(
    bodies: list[str], choose: some.DataObject
) -> None:
    whole = an_archive(bodies)
    found = prove(whole)
    assert found.faults == []
    assert (found.lines, found.proven, found.texts) == (len(bodies),) * 3
    assert found.links == max(len(bodies) - 1, 0)
    if not bodies:
        return
    log = json.loads(whole["log.json"])
    at = choose.draw(some.integers(0, len(bodies) - 1))
    if choose.draw(some.booleans()):
        log["lines"][at][choose.draw(some.sampled_from(["role", "facts", "at", "seq", "exercise"]))] = 99
    else:
        log["texts"][at]["body"] += "!"
    assert codes({**whole, "log.json": json.dumps(log).encode()})[0] == "file-changed"
    assert codes(sealed({"log.json": log}, log["lines"]))


def test_a_tail_that_was_cut_off_is_found_by_the_manifest_and_a_forged_manifest_by_the_log() -> None:
    whole = an_archive(["en", "to", "tre"])
    log = json.loads(whole["log.json"])
    shorter = {"lines": log["lines"][:2], "texts": log["texts"][:2]}
    assert "lines-missing" in codes({**whole, "log.json": json.dumps(shorter).encode()})
    forged = sealed({"log.json": shorter}, shorter["lines"])
    assert codes(forged) == []
    kept = hashlib.sha256(whole[MANIFEST]).hexdigest()
    assert codes(forged, kept) == ["other-manifest"]
    assert codes(whole, f" {kept.upper()} ") == []


def test_what_is_in_no_manifest_or_in_the_manifest_alone_is_found() -> None:
    whole = an_archive(["en"])
    assert codes({**whole, "mere.txt": b""}) == ["file-added"]
    assert codes({MANIFEST: whole[MANIFEST]}) == ["file-missing"]
    assert codes({"log.json": whole["log.json"]}) == ["no-manifest"]
    for broken in (b"", b"[]", b"{}", b"\xff", b'{"files": {"a": 1}}', b"null"):
        assert codes({**whole, MANIFEST: broken}) == ["bad-manifest"]


@pytest.mark.parametrize("log", [None, [], {"lines": 1, "texts": []}, {"lines": [{}], "texts": []}, {"lines": [1]}])
def test_a_log_in_no_shape_is_found_and_breaks_nothing(log: Any) -> None:
    assert "log-unreadable" in codes(sealed({"log.json": log}, []))


def test_a_text_is_not_taken_out_of_all_of_it_as_if_it_were_given_out() -> None:
    whole = an_archive(["en", "to"])
    log = json.loads(whole["log.json"])
    log["texts"][0] = {"id": 1, "left_out": "withheld", "body": "[udeladt]"}
    assert codes(sealed({"log.json": log}, log["lines"])) == ["left-out-of-all"]
    assert codes(sealed({"log.json": log}, log["lines"], "access")) == []
    log["texts"][0] = {"id": 1, "removed_by": 99}
    assert codes(sealed({"log.json": log}, log["lines"])) == ["text-changed"]
    log["texts"] = log["texts"][1:]
    assert codes(sealed({"log.json": log}, log["lines"])) == ["text-missing"]
