"""The account of a document, on both databases: everything of one moment, nothing that the reader may not read."""

from data import queries
from data.entities import ActionPlan
from data.storage import Store
from data.vocabulary import ActionStatus, MessageState, PartKind, PartState, Risk, Stance
from tests import builders as b
from tests.documents.filled import SAID, a_picture, a_whole_plan


def test_a_plan_is_read_whole(store: Store) -> None:
    number = a_whole_plan(store)
    told = queries.plan_document(store, b.hat(store, "aab"), number)
    assert told is not None
    assert (told.edition, told.extensions, told.extract, told.contacts) == (2, 1, False, True)
    assert told.ends_at == b.row_of(store, ActionPlan, number).ends_at
    assert [part.kind for part in told.parts] == list(PartKind)
    missing = [part.kind for part in told.parts if part.state is not PartState.FILLED]
    assert missing == [PartKind.COMMUNICATION], "nobody tells the world outside"
    assert (told.scale.involved_from, told.scale.involved_to, told.scale.risk) == (15, 20, Risk.MEDIUM)
    assert told.target_groups == ("unge", "beboere")
    assert [action.number for action in told.actions] == [1, 2, 3, 4, 5]
    assert [action.number for action in told.actions if action.unowned] == [2]
    assert [action.number for action in told.actions if action.reserved] == [3]
    assert [m.state for m in told.messages] == [MessageState.CORRECTED, MessageState.SENT, MessageState.DRAFT]
    assert told.messages[1].corrects == 1
    assert told.messages[0].audiences[1].name.body == SAID["audience"]
    assert [one.topic.body for one in told.speakers] == ["", SAID["topic"]]
    stances = {one.party: (one.stance, one.reserved) for one in told.editions[-1].stances}
    assert stances["kommune"] == (Stance.AGREES, True)
    assert stances["aab"] == (Stance.RESERVES, False)


def test_rows_of_the_plan_file_that_nobody_has_planned_are_rows(store: Store) -> None:
    number = b.plan_of(store, b.an_active_incident(store))
    told = queries.plan_document(store, b.hat(store, "aab"), number)
    assert told is not None
    assert [row.who.code for row in told.audiences] == list(store.plan().audience_rows)
    assert not [row for row in told.audiences if row.planned or row.informs]
    assert (told.messages, told.speakers, told.editions, told.meetings) == ((), (), (), ())


def test_a_picture_is_read_as_it_was_frozen(store: Store) -> None:
    number = a_whole_plan(store)
    row = a_picture(store, number)
    told = queries.picture_document(store, b.hat(store, "aab"), number, row)
    assert told is not None
    assert queries.newest_picture(store, b.hat(store, "aab"), number) == row
    assert (told.number, told.approved_role, told.changes.body) == (1, "projektchef", SAID["changes"])
    assert {one.status for one in told.actions} >= {ActionStatus.IN_PROGRESS, ActionStatus.HANDED_OVER}
    assert SAID["rumour"] in [fact.what.body for fact in told.facts]
    assert [message.number for message in told.messages] == [1, 2]


def test_nobody_reads_a_document_of_what_they_may_not_read(store: Store) -> None:
    number = a_whole_plan(store)
    for viewer in (b.administrator(store), b.a_guest(store, b.an_active_incident(store))[1]):
        assert queries.plan_document(store, viewer, number) is None
        assert queries.picture_document(store, viewer, number) is None
        assert queries.newest_picture(store, viewer, number) is None
