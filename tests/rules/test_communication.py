"""When part 4 is filled in, and what a row may hold (R13, R32, R39-R42)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import communication
from data.rules.communication import Gap, Planned
from data.vocabulary import PartState

MANDATORY = ("beboere", "omverdenen")
TOLD, UNTOLD, SPARED = Planned(True, "aab"), Planned(True, None), Planned(False, None)
ROWS = st.dictionaries(st.sampled_from([*MANDATORY, "naboer"]), st.sampled_from([TOLD, UNTOLD, SPARED]))


@pytest.mark.parametrize(
    ("rows", "spoken", "explained", "lacks"),
    [
        ({}, False, False, ["beboere", "omverdenen", None]),
        ({"beboere": TOLD, "omverdenen": SPARED}, True, False, []),
        ({"beboere": TOLD, "omverdenen": SPARED}, False, True, []),
        ({"beboere": TOLD, "omverdenen": SPARED}, False, False, [None]),
        ({"beboere": UNTOLD, "omverdenen": TOLD}, True, True, ["beboere"]),
        ({"naboer": TOLD}, True, True, ["beboere", "omverdenen"]),
    ],
)
def test_each_mandatory_row_has_a_sender_or_a_reason_and_somebody_speaks(
    rows: dict[str, Planned], spoken: bool, explained: bool, lacks: list[str | None]
) -> None:
    found = communication.gaps(MANDATORY, rows, spoken=spoken, explained=explained)
    assert [gap.audience for gap in found] == lacks


@given(rows=ROWS, spoken=st.booleans(), explained=st.booleans())
def test_saying_more_never_opens_a_gap(rows: dict[str, Planned], spoken: bool, explained: bool) -> None:
    before = set(communication.gaps(MANDATORY, rows, spoken=spoken, explained=explained))
    assert set(communication.gaps(MANDATORY, rows, spoken=True, explained=explained)) <= before
    for code in MANDATORY:
        assert set(communication.gaps(MANDATORY, rows | {code: TOLD}, spoken=spoken, explained=explained)) <= before


@pytest.mark.parametrize("written", list(PartState))
def test_the_part_is_filled_by_its_rows_and_its_voice(written: PartState) -> None:
    lacking = [Gap("no-spokesperson")]
    excepted = written is PartState.NOT_RELEVANT
    assert communication.part_state(written, lacking) is (written if excepted else PartState.MISSING)
    assert communication.part_state(written, []) is (written if excepted else PartState.FILLED)


ROW = {"code": "beboere", "relevant": True, "reason": "", "informs": None, "channels": ()}


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"code": "findes-ikke"}, "unknown-code", "name"),
        ({"relevant": False}, "say-why", "reason"),
        ({"relevant": False, "reason": " \n"}, "say-why", "reason"),
        ({"informs": "findes-ikke"}, "unknown-party", "informs"),
        ({"channels": ("Brevdue",)}, "unknown-code", "channels"),
    ],
)
def test_a_row_holds_what_the_plan_file_knows(
    plan: StandingPlan, other: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        communication.require_row(plan, **(ROW | other))  # type: ignore[arg-type]  # a table of rows
    assert (refused.value.code, refused.value.details["field"]) == (code, field)


def test_somebody_of_an_organisation_speaks(plan: StandingPlan) -> None:
    communication.require_speaker(plan, "lokalraad-politi")
    for role in ("", "findes-ikke", "administrator"):
        with pytest.raises(RuleBroken, match="choose-role"):
            communication.require_speaker(plan, role)


def test_the_wall_tells_of_the_first_row_that_every_plan_has(plan: StandingPlan) -> None:
    found = communication.foremost(plan)
    assert found is not None
    assert found.code == "beboere"


@pytest.mark.parametrize(
    ("due", "told", "late"),
    [(None, None, False), (5, None, False), (-5, None, True), (-5, -9, False), (-5, -1, False)],
)
def test_who_was_not_told_in_time_is_late_and_who_was_told_late_is_told(
    due: int | None, told: int | None, late: bool
) -> None:
    now = datetime(2026, 3, 2, 3, tzinfo=UTC)
    at = [None if minutes is None else now + timedelta(minutes=minutes) for minutes in (due, told)]
    assert communication.is_late(at[0], at[1], now) is late
