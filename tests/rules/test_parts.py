"""What a part must hold, and how it stands (R32-R35)."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from data.rules import parts
from data.vocabulary import PartKind, PartState

NOW = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)


@given(
    kind=st.sampled_from(PartKind), written=st.sampled_from(PartState), actions=st.integers(0, 3), ends=st.booleans()
)
def test_two_parts_fill_themselves_and_three_are_as_written(
    kind: PartKind, written: PartState, actions: int, ends: bool
) -> None:
    fills = (kind is PartKind.ACTIONS and actions > 0) or (kind is PartKind.END_TIME and ends)
    state = parts.part_state(kind, written, actions=actions, ends_at=NOW if ends else None)
    assert state is (PartState.FILLED if fills else written)
