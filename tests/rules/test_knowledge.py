"""What a role could know at a moment, told by lines written by hand: the table of the reading rules (R22, R24, 6.2)."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.knowledge import Known, Reader, invited, known
from data.vocabulary import Subject, Verb
from tests.rules.test_fold import PLAN, Log

READS = frozenset({Verb.READ})
REPORTS = READS | {Verb.REPORT}
RECEIVER = Reader("projektchef", "helhedsplan", REPORTS | {Verb.READ_REPORTS})
REPORTER = Reader("drift", "helhedsplan", REPORTS)
"""Of the party that reported it."""
MEMBER = Reader("aab", "aab", REPORTS)
BOARD = Reader("styregruppe", "helhedsplan", READS)
"""Of the same party, and reads alone."""
GUEST = Reader("brandvaesen", "beredskab", REPORTS, guest=True)
NOBODY = Reader("administrator", None, frozenset({Verb.ADMINISTER}))
POLICE = Reader("politi", "politi", REPORTS, covered_115=True)
ALL = (RECEIVER, REPORTER, MEMBER, BOARD, GUEST, NOBODY, POLICE)


def guest(log: Log, verb: Verb) -> Log:
    return log.tell(verb, Subject.INVITATION, 4, invited="brandvaesen")


def reported(log: Log) -> Log:
    return log.reported()


def active(log: Log) -> Log:
    return log.reported().activated()


def joined(log: Log) -> Log:
    return guest(guest(active(log), Verb.INVITE), Verb.JOIN)


def merged(log: Log) -> Log:
    """The police reported another one, which is merged into it."""
    log.reported().reported(2)
    log.lines[-1] = log.lines[-1]._replace(party="politi")
    return log.tell(Verb.MERGE, Subject.INCIDENT, 2, incident=2, into=1)


TABLE: list[tuple[Callable[[Log], Log], dict[Reader, set[int]]]] = [
    (reported, {RECEIVER: {1}, REPORTER: {1}}),
    (active, {RECEIVER: {1}, REPORTER: {1}, MEMBER: {1}, BOARD: {1}, POLICE: {1}}),
    (lambda log: guest(active(log), Verb.INVITE), {r: {1} for r in ALL if r not in (GUEST, NOBODY)}),
    (joined, {r: {1} for r in ALL if r is not NOBODY}),
    (lambda log: guest(joined(log), Verb.END_INVITATION), {r: {1} for r in ALL if r not in (GUEST, NOBODY)}),
    (lambda log: joined(log).tell(Verb.MARK_EVALUATED, guests=["brandvaesen"]),
     {r: {1} for r in ALL if r not in (GUEST, NOBODY)}),
    (merged, {RECEIVER: {1, 2}, REPORTER: {1}, POLICE: {1, 2}}),
    (lambda log: merged(log).activated(), {r: {1, 2} for r in ALL if r not in (GUEST, NOBODY)}),
    (lambda log: joined(merged(log)), {r: {1, 2} for r in ALL if r is not NOBODY}),
    (lambda log: merged(log).tell(Verb.UNMERGE, Subject.INCIDENT, 2, incident=2, into=1).activated(),
     {RECEIVER: {1, 2}, REPORTER: {1}, MEMBER: {1}, BOARD: {1}, POLICE: {1, 2}}),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(TABLE)))
def test_each_role_reads_what_the_rules_of_reading_gave_it_then(number: int) -> None:
    told, wanted = TABLE[number]
    lines = told(Log()).lines
    assert {reader.role: set(known(lines, reader).incidents) for reader in ALL} == {
        reader.role: wanted.get(reader, set()) for reader in ALL
    }


def test_who_is_a_guest_of_one_incident_reads_no_other_one() -> None:
    log = joined(Log()).reported(2).activated(2, plan=8)
    assert known(log.lines, GUEST) == Known(frozenset({1}), frozenset({PLAN}), meetings=True)
    assert known(log.lines, BOARD).plans == {PLAN, 8}
    assert invited(log.lines) == {"brandvaesen"}


def test_during_a_closed_item_nobody_but_the_entitled_looks_at_the_meeting() -> None:
    log = joined(Log()).met(Verb.START_MEETING)
    assert all(known(log.lines, reader).meetings for reader in (BOARD, MEMBER, POLICE, GUEST))
    log.met(Verb.START_CLOSED_ITEM, left=["aab"], stayed=["politi"])
    assert [reader for reader in ALL if known(log.lines, reader).meetings] == [POLICE]
    as_guest = Reader("politi", "politi", REPORTS, covered_115=True, guest=True)
    assert not known(log.lines, as_guest).meetings
    log.met(Verb.END_CLOSED_ITEM, started_at="", ended_at="", left=["aab"], stayed=["politi"])
    assert known(log.lines, MEMBER).meetings


@given(st.sampled_from(range(len(TABLE))), st.integers(0, 12), st.sampled_from(ALL))
def test_whoever_may_do_more_never_knows_less(number: int, cut: int, reader: Reader) -> None:
    """At every moment: a receiver of reports knows all that anybody knows, and a role without a right nothing."""
    lines = TABLE[number][0](Log()).lines[:cut]
    assert known(lines, reader).incidents <= known(lines, RECEIVER).incidents
    assert not known(lines, NOBODY).incidents
    assert not known(lines, NOBODY).meetings
