"""Actions as list, card and matrix read them; overdue and unowned are computed at the moment of reading."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.entities import Action
from data.queries import ActionRow
from data.queries.wording import said
from data.storage import Store
from data.vocabulary import ActionStatus
from tests import builders as b
from tests.conftest import BEGIN, Clock

S = ActionStatus
PARTIES = ("politi", "kommune", "aab", "boligselskab")


def test_the_meeting_reads_the_unowned_first_then_the_late_then_by_deadline(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    done = b.a_finished_action(store, incident, deadline=b.ahead(store, minutes=1))
    open_ended = b.an_action(store, incident)
    tomorrow = b.an_action(store, incident, deadline=b.ahead(store, days=1))
    late = b.an_action(store, incident, deadline=b.ahead(store, minutes=5))
    later = b.an_action(store, incident, deadline=b.ahead(store, minutes=4))
    unowned = b.an_action(store, incident, party=None)
    clock.turn(minutes=10)
    rows = queries.actions(store, b.hat(store, "aab"))
    assert [row.id for row in rows] == [unowned, later, late, tomorrow, open_ended, done]


def test_actions_of_one_plan_or_of_what_is_active_only(store: Store) -> None:
    closed = b.a_closed_plan(store)
    running = b.an_action(store)
    by = b.hat(store, "aab")
    assert len(queries.actions(store, by)) == 2
    assert [row.id for row in queries.actions(store, by, active_only=True)] == [running]
    assert [row.plan_id for row in queries.actions(store, by, plan=closed)] == [closed]
    assert queries.actions(store, by, plan=99) == []


def test_a_row_carries_its_incidents_number_and_whether_it_is_an_exercise(store: Store) -> None:
    b.an_active_incident(store, exercise=True)
    action = b.an_action(store, b.an_active_incident(store, exercise=True))
    row = queries.action(store, b.hat(store, "boligselskab"), action)
    assert row is not None
    assert (row.incident_number, row.exercise) == (2, True)


def test_who_may_not_read_the_incident_reads_no_action_of_it(store: Store) -> None:
    action = b.an_accepted_action(store)
    for role in ("administrator", "ukendt"):
        by = b.hat(store, role)
        assert queries.actions(store, by) == []
        assert queries.action(store, by, action) is None
        assert queries.progress_of(store, by, action) == []


def test_the_newest_note_is_the_one_that_is_shown(store: Store) -> None:
    action = b.an_accepted_action(store)
    b.tell(store, action, S.IN_PROGRESS, note="Vagten er på vej.")
    b.tell(store, action, S.DONE)
    row = queries.action(store, b.hat(store, "aab"), action)
    assert row is not None
    assert row.note.body == "Gården er ryddet.", "how one can see that it is done, not what was told before"


def test_the_matrix_counts_parties_by_status_with_their_last_word(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    b.a_finished_action(store, incident)
    clock.turn(minutes=20)
    b.an_accepted_action(store, incident, deadline=b.ahead(store, minutes=1))
    b.an_action(store, incident, party="boligselskab")
    b.an_action(store, incident, party=None)
    clock.turn(minutes=5)
    table = queries.matrix(queries.actions(store, b.hat(store, "aab")), PARTIES)
    assert list(table.index) == list(PARTIES)
    assert list(table.columns) == [*(s.value for s in queries.STANDS), "overdue", "told_at", "asked_at"]
    assert table.loc["aab", ["proposed", "accepted", "done", "overdue"]].tolist() == [0, 1, 1, 1]
    assert table.loc["aab", "told_at"] == BEGIN + pd.Timedelta(minutes=20)
    assert table.loc["boligselskab", ["proposed", "overdue"]].tolist() == [1, 0]
    assert pd.isna(table.loc["boligselskab", "told_at"])  # a proposal that waits is no word of the party's own
    assert table.loc["politi", "proposed":"overdue"].sum() == 0
    assert table.loc["aab", "asked_at"] == BEGIN + pd.Timedelta(minutes=20)  # the finished one asks nothing any more
    assert pd.isna(table.loc["politi", "asked_at"])


def test_the_matrix_of_nothing_is_all_noughts() -> None:
    table = queries.matrix([], PARTIES)
    assert table[[s.value for s in queries.STANDS]].to_numpy().sum() == 0
    assert table["overdue"].sum() == 0
    assert table["told_at"].isna().all()
    assert queries.matrix([], []).empty


ROWS = st.lists(
    st.tuples(st.none() | st.sampled_from([*PARTIES, "ukendt"]), st.sampled_from(S), st.booleans()), max_size=25
)


@given(drawn=ROWS)
def test_every_row_of_a_known_party_is_counted_once(a_row: ActionRow, drawn: list[tuple[str | None, S, bool]]) -> None:
    rows = [replace(a_row, party=party, status=status, overdue=overdue) for party, status, overdue in drawn]
    table = queries.matrix(rows, PARTIES)
    for party in PARTIES:
        mine = [row for row in rows if row.party == party]
        for status in queries.STANDS:
            assert table.loc[party, status.value] == sum(row.status is status for row in mine)
        assert table.loc[party, "overdue"] == sum(row.overdue for row in mine)
        spoke = any(row.status is not S.PROPOSED for row in mine)
        assert pd.isna(table.loc[party, "told_at"]) is not spoke


@pytest.fixture
def a_row(lite: Store) -> ActionRow:
    found = queries.action(lite, b.hat(lite, "aab"), b.an_action(lite))
    assert found is not None
    return found


@pytest.mark.parametrize("count", [1, 1200])
def test_many_texts_are_read_in_pieces(store: Store, count: int) -> None:
    """More ids than one statement takes."""
    action = b.an_action(store)
    text = b.row_of(store, Action, action).what_id
    with store.reading(b.hat(store, "aab")) as session:
        found = said(session, [None, *range(text, text + count)])
    assert found[text].body == "Øget opsyn fra ejendomsdriften"
    assert found[None].body == ""
