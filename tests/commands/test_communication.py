"""Part 4 as people keep it: audiences, who speaks, messages that nobody sends unapproved (R11, R13, R39-R42, 6.20)."""

from typing import Any

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.entities import ActionPlan, AudienceRow, Fact, Message
from data.errors import NotAllowed, RuleBroken, Stale
from data.storage import Store
from data.vocabulary import Certainty, MessageState, PartKind, PartState, Source, Verb
from tests import builders as b

CPR = "Ring til 010190-1234"


def a_plan(store: Store, **other: Any) -> int:
    return b.plan_of(store, b.an_active_incident(store, **other))


def view(store: Store, plan: int, role: str = "aab") -> queries.CommunicationView:
    found = queries.communication(store, b.hat(store, role), plan)
    assert found is not None
    return found


def row(store: Store, plan: int, key: str) -> queries.AudienceView:
    return next(one for one in view(store, plan).rows if one.key == key)


def one(store: Store, message: int) -> queries.MessageRow:
    found = queries.message(store, b.hat(store, "aab"), message)
    assert found is not None
    return found


def seen(store: Store, message: int) -> Any:
    return b.seen(store, Message, message)


def test_a_new_plan_has_the_rows_of_its_file_and_none_is_stored(store: Store) -> None:
    rows = view(store, a_plan(store)).rows
    assert [r.key for r in rows] == list(store.plan().audience_rows)
    assert [r.key for r in rows if r.mandatory] == ["beboere", "omverdenen"]
    assert {r.informs for r in rows} == {None}
    with store.whole() as session:
        assert session.scalar(select(func.count(AudienceRow.id))) == 0


def test_a_row_says_who_tells_whom_through_what_by_when(store: Store) -> None:
    plan, due = a_plan(store), b.ahead(store, minutes=30)
    b.an_audience(store, plan, due=due)
    planned = row(store, plan, "beboere")
    assert (planned.informs, planned.channels, planned.due, planned.mandatory) == (
        "aab", store.plan().channels[:1], due, True,
    )  # fmt: skip
    line = b.last_line(store)
    assert (line.verb, line.role) == (Verb.PLAN_AUDIENCE, "stabsenhed")


def test_two_who_plan_the_same_row_at_once_are_told(store: Store) -> None:
    plan = a_plan(store)
    b.an_audience(store, plan)
    with b.refused(store, Stale, role="stabsenhed"):
        b.an_audience(store, plan, informs="kommune")
    before = b.seen(store, AudienceRow, 1)
    b.an_audience(store, plan, seen=before, informs="kommune")
    with b.refused(store, Stale, role="stabsenhed"):
        b.an_audience(store, plan, seen=before, informs="politi")
    assert row(store, plan, "beboere").informs == "kommune"


def test_a_mandatory_row_is_not_relevant_with_a_reason_alone(store: Store) -> None:
    plan = a_plan(store)
    with b.refused(store, RuleBroken, "say-why", field="reason"):
        b.an_audience(store, plan, relevant=False)
    b.an_audience(store, plan, relevant=False, reason="Kun et kontor er berørt.", informs=None)
    assert (row(store, plan, "beboere").relevant, row(store, plan, "beboere").reason.body) == (
        False, "Kun et kontor er berørt.",
    )  # fmt: skip


def test_an_audience_of_ones_own_has_a_name_and_no_person_in_it(store: Store) -> None:
    plan = a_plan(store)
    with b.refused(store, RuleBroken, "text-missing", field="name"):
        b.an_audience(store, plan, code=None)
    with b.refused(store, RuleBroken, "personal-text", field="name"):
        b.an_audience(store, plan, code=None, name=CPR)
    number = b.an_audience(store, plan, code=None, name="Moskéens bestyrelse", internal=False)
    own = row(store, plan, f"#{number}")
    assert (own.name.body, own.index, own.internal, own.informs) == ("Moskéens bestyrelse", None, False, "aab")
    b.a_sent_message(store, plan, audiences=(f"#{number}",))
    assert row(store, plan, f"#{number}").told_by == 1


def test_there_is_one_voice_for_everything_and_more_for_topics(store: Store) -> None:
    plan = a_plan(store)
    first = b.a_speaker(store, plan)
    b.a_speaker(store, plan, topic="Efterforskningen")
    with b.refused(store, Stale, role="lokalraad-kommune"):
        b.a_speaker(store, plan, "projektchef")  # who named before them is told of
    b.a_speaker(store, plan, "projektchef", before=first)
    named = view(store, plan).press
    assert [(p.speaker, p.topic.body) for p in named] == [
        ("projektchef", ""), ("lokalraad-politi", "Efterforskningen"),
    ]  # fmt: skip
    by = b.hat(store, "lokalraad-kommune")
    commands.end_spokesperson(store, by, spokesperson=named[0].id)
    with b.refused(store, RuleBroken, "already-so"):
        commands.end_spokesperson(store, by, spokesperson=named[0].id)
    assert [p.speaker for p in view(store, plan).press] == ["lokalraad-politi"]
    with b.refused(store, RuleBroken, "choose-role", field="speaker"):
        b.a_speaker(store, plan, "administrator", topic="Driften")


def part(store: Store, plan: int) -> PartState:
    found = queries.plan(store, b.hat(store, "aab"), plan)
    assert found is not None
    return found.parts[PartKind.COMMUNICATION].state


def test_part_four_is_filled_by_its_rows_and_its_voice(store: Store) -> None:
    plan = a_plan(store)
    assert part(store, plan) is PartState.MISSING
    b.an_audience(store, plan)
    b.an_audience(store, plan, code="omverdenen", informs=None, relevant=False, reason="Lille sag.")
    assert part(store, plan) is PartState.MISSING
    speaker = b.a_speaker(store, plan)
    assert part(store, plan) is PartState.FILLED
    commands.end_spokesperson(store, b.hat(store, "lokalraad-kommune"), spokesperson=speaker)
    b.a_part(store, plan, kind=PartKind.COMMUNICATION, text="Pressen henvises til politikredsen.")
    assert part(store, plan) is PartState.FILLED
    b.an_audience(store, plan, seen=b.seen(store, AudienceRow, 1), informs=None)
    assert part(store, plan) is PartState.MISSING


def test_a_message_is_written_approved_and_sent_and_each_step_is_kept(store: Store) -> None:
    plan = a_plan(store)
    message = b.a_message(store, plan, channels=store.plan().channels[:1])
    with b.refused(store, RuleBroken, "not-approved"):
        commands.send_message(store, b.hat(store, "stabsenhed"), seen=seen(store, message))
    b.later(store, minutes=5)
    commands.approve_message(store, b.hat(store, "lokalraad-kommune"), seen=seen(store, message))
    b.later(store, minutes=5)
    sent = commands.send_message(store, b.hat(store, "stabsenhed"), seen=seen(store, message))
    found = one(store, sent)
    assert (found.number, found.state, found.approved_role, found.sent_role, found.own_approval) == (
        1, MessageState.SENT, "lokalraad-kommune", "stabsenhed", False,
    )  # fmt: skip
    assert found.approved_at is not None
    assert found.sent_at is not None
    assert found.at < found.approved_at < found.sent_at
    told = row(store, plan, "beboere")
    assert (told.told_at, told.told_by) == (found.sent_at, 1)
    assert [line.verb for line in queries.history(store, b.hat(store, "aab"), 1)[:3]] == [
        Verb.SEND_MESSAGE, Verb.APPROVE_MESSAGE, Verb.WRITE_MESSAGE,
    ]  # fmt: skip


def test_an_edit_takes_the_approval_away(store: Store) -> None:
    plan = a_plan(store)
    message = b.an_approved_message(store, plan)
    shown = seen(store, message)
    commands.write_message(
        store, b.hat(store, "stabsenhed"), plan=plan, seen=shown, wording=b.wording(advice="Bliv inde.")
    )
    found = one(store, message)
    assert (found.state, found.approved_at, found.approved_role) == (MessageState.DRAFT, None, None)
    with b.refused(store, Stale, role="stabsenhed"):
        commands.send_message(store, b.hat(store, "stabsenhed"), seen=shown)
    with b.refused(store, RuleBroken, "not-approved"):
        commands.send_message(store, b.hat(store, "stabsenhed"), seen=seen(store, message))


def test_what_stands_unchanged_keeps_its_text(store: Store) -> None:
    plan = a_plan(store)
    message = b.a_message(store, plan)
    before = b.row_of(store, Message, message)
    commands.write_message(
        store,
        b.hat(store, "aab"),
        plan=plan,
        seen=seen(store, message),
        wording=b.wording(advice="", doing="Vi ser på det."),
    )
    after = b.row_of(store, Message, message)
    assert after.happened_id == before.happened_id
    assert after.advice_id is None
    assert after.doing_id is not None
    assert after.role == "aab"


def test_what_was_sent_never_changes_and_is_corrected_by_a_new_one(store: Store) -> None:
    plan = a_plan(store)
    old = b.a_sent_message(store, plan)
    writer = b.hat(store, "stabsenhed")
    for refused in (
        lambda: commands.write_message(
            store, writer, plan=plan, seen=seen(store, old), wording=b.wording(happened="Intet er sket.")
        ),
        lambda: commands.discard_message(store, writer, seen=seen(store, old)),
        lambda: commands.send_message(store, writer, seen=seen(store, old)),
    ):
        with b.refused(store, RuleBroken, "message-sent"):
            refused()
    new = commands.correct_message(store, writer, seen=seen(store, old), wording=b.wording(happened="To containere."))
    assert (one(store, new).state, one(store, new).corrects) == (MessageState.DRAFT, (1, one(store, old).sent_at))
    assert (one(store, old).state, one(store, old).corrected_by) == (MessageState.SENT, 2)
    with b.refused(store, RuleBroken, "correction-begun"):
        commands.correct_message(store, writer, seen=seen(store, old), wording=b.wording())
    commands.approve_message(store, b.hat(store, "projektchef"), seen=seen(store, new))
    assert one(store, old).state is MessageState.SENT
    commands.send_message(store, writer, seen=seen(store, new))
    assert one(store, old).state is MessageState.CORRECTED
    assert one(store, old).answers["happened"].body == "Der var brand i tre containere."
    with b.refused(store, RuleBroken, "already-corrected"):
        commands.correct_message(store, writer, seen=seen(store, old), wording=b.wording())


def test_a_correction_that_was_given_up_leaves_room_for_another(store: Store) -> None:
    plan = a_plan(store)
    old = b.a_sent_message(store, plan)
    writer = b.hat(store, "stabsenhed")
    first = commands.correct_message(store, writer, seen=seen(store, old), wording=b.wording())
    commands.discard_message(store, writer, seen=seen(store, first))
    again = commands.correct_message(store, writer, seen=seen(store, old), wording=b.wording())
    assert (one(store, again).number, one(store, old).corrected_by) == (3, 3)


def test_whoever_wrote_it_may_approve_it_and_that_is_said(store: Store) -> None:
    plan = a_plan(store)
    message = b.a_message(store, plan, "projektchef")
    commands.approve_message(store, b.hat(store, "projektchef"), seen=seen(store, message))
    assert one(store, message).own_approval
    assert '"own":true' in b.last_line(store).facts


def test_who_may_only_write_approves_nothing(store: Store) -> None:
    message = b.a_message(store, a_plan(store), "aab")
    for role in ("aab", "stabsenhed", "boligselskab", "brandvaesen", "styregruppe"):
        with b.refused(store, NotAllowed, "not-allowed"):
            commands.approve_message(store, b.hat(store, role), seen=seen(store, message))


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"audiences": ()}, "no-audience", "audiences"),
        ({"audiences": ("findes-ikke",)}, "unknown-code", "audiences"),
        ({"audiences": ("#99",)}, "unknown-code", "audiences"),
        ({"channels": ("Brevdue",)}, "unknown-code", "channels"),
        ({"happened": "", "advice": " "}, "nothing-answered", "happened"),
        ({"contact": CPR}, "personal-text", "contact"),
        ({"next": CPR}, "personal-text", "next"),
        ({"doing": "x" * 2001}, "text-too-long", "doing"),
    ],
)
def test_a_message_that_is_not_whole_is_refused_at_its_field(
    store: Store, other: dict[str, Any], code: str, field: str
) -> None:
    plan = a_plan(store)
    with b.refused(store, RuleBroken, code, field=field):
        b.a_message(store, plan, **other)


def test_a_message_of_another_plan_is_not_edited_through_this_one(lite: Store) -> None:
    mine, other = a_plan(lite), a_plan(lite)
    message = b.a_message(lite, other)
    with b.refused(lite, RuleBroken, "unknown-code"):
        commands.write_message(
            lite, b.hat(lite, "stabsenhed"), plan=mine, seen=seen(lite, message), wording=b.wording()
        )


def translate(store: Store, message: int, role: str = "stabsenhed", **other: Any) -> int:
    given = {"language": "Türkçe", "text": "Yangın söndürüldü."} | other
    return commands.translate_message(store, b.hat(store, role), seen=seen(store, message), **given)


def test_the_newest_of_a_language_counts_and_an_older_one_than_the_message_is_marked(store: Store) -> None:
    plan = a_plan(store)
    message = b.a_message(store, plan)
    translate(store, message, text="Yangin var.")
    translate(store, message, language=" Türkçe ")
    translate(store, message, language="Polski", text="Pożar ugaszono.")
    found = one(store, message).translations
    assert [(r.language.body, r.text.body, r.stale) for r in found] == [
        ("Türkçe", "Yangın söndürüldü.", False), ("Polski", "Pożar ugaszono.", False),
    ]  # fmt: skip
    b.later(store, minutes=1)
    commands.write_message(
        store, b.hat(store, "stabsenhed"), plan=plan, seen=seen(store, message), wording=b.wording(advice="Bliv inde.")
    )
    assert {r.stale for r in one(store, message).translations} == {True}


def test_a_translation_of_what_is_approved_comes_from_those_who_approve(store: Store) -> None:
    message = b.an_approved_message(store, a_plan(store))
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.APPROVE_MESSAGE):
        translate(store, message)
    translate(store, message, "projektchef")
    assert one(store, message).state is MessageState.APPROVED


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"language": " "}, "text-missing", "language"), ({"text": ""}, "text-missing", "text"),
        ({"language": "x" * 41}, "text-too-long", "language"), ({"language": CPR}, "personal-text", "language"),
        ({"text": CPR}, "personal-text", "text"),
    ],
)  # fmt: skip
def test_a_language_and_its_text_pass_the_privacy_stop(
    store: Store, other: dict[str, str], code: str, field: str
) -> None:
    message = b.a_message(store, a_plan(store))
    with b.refused(store, RuleBroken, code, field=field):
        translate(store, message, **other)


def test_only_a_refuted_rumour_of_the_plan_is_rebutted(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan, police = b.plan_of(store, incident), b.hat(store, "lokalraad-politi")
    fact = commands.tell_fact(
        store, police, incident=incident, what="En er stukket ned", source=Source.SOCIAL_MEDIA,
        certainty=Certainty.RUMOUR, happened_at=store.clock(),
    )  # fmt: skip
    with b.refused(store, RuleBroken, "not-refuted"):
        commands.write_message(store, police, plan=plan, rebuts=fact, wording=b.wording())
    commands.judge_fact(
        store, police, seen=b.seen(store, Fact, fact), certainty=Certainty.REFUTED, reason="Ingen er kommet til skade."
    )
    other = a_plan(store)
    with b.refused(store, RuleBroken, "unknown-code"):
        commands.write_message(store, police, plan=other, rebuts=fact, wording=b.wording())
    message = commands.write_message(store, police, plan=plan, rebuts=fact, wording=b.wording())
    assert queries.rebuttals(store, police, [fact]) == {fact: (plan, 1)}
    commands.discard_message(store, police, seen=seen(store, message))
    assert queries.rebuttals(store, police, [fact]) == {}


def test_a_closed_plan_says_nothing_more(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    message = b.an_approved_message(store, plan)
    speaker = b.a_speaker(store, plan)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    writer = b.hat(store, "stabsenhed")
    for pressed in (
        lambda: b.a_message(store, plan), lambda: b.an_audience(store, plan),
        lambda: b.a_speaker(store, plan, before=speaker),
        lambda: commands.send_message(store, writer, seen=seen(store, message)),
        lambda: commands.end_spokesperson(store, writer, spokesperson=speaker),
    ):  # fmt: skip
        with b.refused(store, RuleBroken, "closed"):
            pressed()


def test_what_a_draft_plan_communicated_goes_along_when_another_covers_its_incident(store: Store) -> None:
    into, joining = a_plan(store), b.an_active_incident(store)
    left = b.plan_of(store, joining)
    b.a_message(store, into)
    b.an_audience(store, into)
    b.an_audience(store, left, informs="kommune")
    own = b.an_audience(store, left, code=None, name="Moskéens bestyrelse")
    b.a_speaker(store, left)
    sent = b.a_sent_message(store, left, audiences=("beboere", f"#{own}"))
    translate(store, sent, "projektchef")
    commands.cover_incident(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, into), incident=joining)
    found = view(store, into)
    assert [m.number for m in found.messages] == [2, 1]
    assert found.messages[0].translations[0].language.body == "Türkçe"
    assert {r.key: r.informs for r in found.rows if r.informs} == {"beboere": "aab", f"#{own}": "aab"}
    assert row(store, into, f"#{own}").told_by == 2
    assert [p.speaker for p in found.press] == ["lokalraad-politi"]


def test_the_overview_tells_who_speaks_and_when_residents_were_told(store: Store) -> None:
    plan = a_plan(store)
    found = queries.plans(store, b.hat(store, "aab"))[0].communicating
    assert (found.press, found.foremost, found.told_at) == ((), "beboere", None)
    b.a_speaker(store, plan)
    b.a_sent_message(store, plan)
    b.a_sent_message(store, plan, audiences=("omverdenen",))
    found = queries.plans(store, b.hat(store, "aab"))[0].communicating
    assert [p.speaker for p in found.press] == ["lokalraad-politi"]
    assert found.told_at == one(store, 1).sent_at


def test_a_text_that_is_removed_leaves_the_message_and_its_number(store: Store) -> None:
    message = b.a_sent_message(store, a_plan(store))
    text = b.row_of(store, Message, message).advice_id
    commands.redact(store, b.hat(store, "projektchef"), text=text)
    found = one(store, message)
    assert (found.answers["advice"].body, found.answers["happened"].body) == (None, "Der var brand i tre containere.")


def test_who_may_only_write_discards_a_draft_and_nothing_that_is_approved(store: Store) -> None:
    plan = a_plan(store)
    draft = b.a_message(store, plan)
    commands.discard_message(store, b.hat(store, "stabsenhed"), seen=seen(store, draft))
    approved = b.an_approved_message(store, plan)
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.APPROVE_MESSAGE):
        commands.discard_message(store, b.hat(store, "stabsenhed"), seen=seen(store, approved))
    commands.discard_message(store, b.hat(store, "lokalraad-kommune"), seen=seen(store, approved))
    assert one(store, approved).state is MessageState.DISCARDED


def test_a_voice_for_one_topic_is_none_for_everything(store: Store) -> None:
    plan = a_plan(store)
    b.an_audience(store, plan)
    b.an_audience(store, plan, code="omverdenen", informs=None, relevant=False, reason="Lille sag.")
    b.a_speaker(store, plan, topic="Børn")
    assert part(store, plan) is PartState.MISSING
    assert queries.plans(store, b.hat(store, "aab"))[0].communicating.unspoken
    b.a_speaker(store, plan)
    assert part(store, plan) is PartState.FILLED
    assert not queries.plans(store, b.hat(store, "aab"))[0].communicating.unspoken
