"""Every form of the product, by the name its pin carries. One is open at a time, over any page.

A form is a dialog that only its own buttons close: a click beside it, or a live redraw, loses nothing typed.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import streamlit as st

from components import (
    account_forms,
    account_sign_ins,
    action_forms,
    agreeing_forms,
    archive_forms,
    closed_item,
    communication_forms,
    contact_card,
    coordinator,
    duplicates,
    evaluation_forms,
    facts,
    feedback,
    fora_forms,
    hand_over_forms,
    incident_forms,
    invitation_forms,
    matter_forms,
    meeting_forms,
    message_forms,
    notices,
    part_forms,
    people_forms,
    pictures,
    plan_forms,
    plan_versions,
    proposal_forms,
    removal_forms,
    report_form,
    retention_forms,
    screen_forms,
    session,
    summons_forms,
)
from components.session import Me
from components.sheet import Pin, close_form, opened
from components.texts import mark, t
from data import queries
from data.rules import access
from data.vocabulary import Verb


class Form(NamedTuple):
    """A form's title, what draws it, and the verb without which it does not open (None: one's own affairs)."""

    title: str
    draw: Callable[[Me, Pin], None]
    verb: Verb | None


FORMS: Final[Mapping[str, Form]] = {
    "assess": Form(mark("Assess the incident"), incident_forms.assess, Verb.ASSESS),
    "reject": Form(mark("Reject the report"), incident_forms.reject, Verb.REJECT),
    "call_off": Form(mark("Call the activation off"), incident_forms.call_off, Verb.CALL_OFF),
    "close_informed": Form(mark("Close the incident"), incident_forms.close_informed, Verb.CLOSE_INFORMED),
    "break_exercise": Form(
        mark("Stop the exercise – real incident"), incident_forms.break_exercise, Verb.BREAK_EXERCISE
    ),
    "pass_on": Form(mark("Pass the coordination on"), coordinator.pass_on, Verb.CHANGE_COORDINATOR),
    "merge": Form(mark("The same incident, reported twice"), duplicates.merge, Verb.MERGE),
    "unmerge": Form(mark("Two incidents after all"), duplicates.unmerge, Verb.UNMERGE),
    "fact": Form(mark("Tell something new"), facts.tell, Verb.TELL_FACT),
    "confirm_fact": Form(mark("Confirm"), facts.confirm, Verb.JUDGE_FACT),
    "refute": Form(mark("Refute"), facts.refute, Verb.JUDGE_FACT),
    "propose": Form(mark("Propose an action"), proposal_forms.propose, Verb.PROPOSE_ACTION),
    **{
        name: Form(mark("Propose an action"), draw, Verb.PROPOSE_ACTION)
        for name, draw in proposal_forms.PROPOSALS.items()
    },
    "describe": Form(mark("Describe the action"), proposal_forms.describe, Verb.DESCRIBE_ACTION),
    "progress": Form(mark("How is the action going?"), action_forms.progress, Verb.UPDATE_PROGRESS),
    "finish": Form(mark("The action is done"), action_forms.finish, Verb.UPDATE_PROGRESS),
    "decline": Form(mark("We cannot"), action_forms.decline, Verb.DECLINE_ACTION),
    "cancel_action": Form(mark("Cancel the action"), action_forms.cancel_action, Verb.CANCEL_ACTION),
    "reopen_action": Form(mark("Open the action again"), action_forms.reopen_action, Verb.REOPEN_ACTION),
    "hand_over": Form(mark("Hand the action over"), hand_over_forms.hand_over, Verb.HAND_OVER),
    "register_hand_over": Form(mark("Receiver and day"), hand_over_forms.register, Verb.CONFIRM_HAND_OVER),
    "confirm_hand_over": Form(mark("The forum has answered"), hand_over_forms.confirm, Verb.CONFIRM_HAND_OVER),
    "deal_with_hand_over": Form(mark("Dealt with"), hand_over_forms.deal, Verb.CONFIRM_HAND_OVER),
    **{name: Form(mark("Write in the plan"), draw, Verb.WRITE_PLAN) for name, draw in part_forms.PARTS.items()},
    **{name: Form(mark("Propose a change"), draw, Verb.PROPOSE_CHANGE) for name, draw in part_forms.PROPOSE.items()},
    **{name: Form(mark("Versions"), draw, Verb.READ) for name, draw in part_forms.VERSIONS.items()},
    "take_change": Form(mark("Take the change over"), part_forms.take, Verb.WRITE_PLAN),
    "decline_change": Form(mark("Decline the change"), part_forms.decline, Verb.WRITE_PLAN),
    "picture": Form(mark("Situation picture"), pictures.read, Verb.READ),
    "write_picture": Form(mark("Situation picture"), pictures.write, Verb.WRITE_PLAN),
    "approve_picture": Form(mark("Approve the situation picture"), pictures.approve, Verb.APPROVE_PICTURE),
    **{
        name: Form(mark("Support for those directly affected"), draw, Verb.ANSWER_SUPPORT)
        for name, draw in plan_forms.SUPPORT.items()
    },
    "agree": Form(mark("Agree the plan"), agreeing_forms.agree, Verb.PUT_IN_FORCE),
    "put_in_force": Form(mark("Bring the plan into force"), agreeing_forms.put_in_force, Verb.PUT_IN_FORCE),
    "stance": Form(mark("Agree with a reservation"), agreeing_forms.stance, Verb.TAKE_STANCE),
    "extend": Form(mark("Extend the plan"), agreeing_forms.extend, Verb.EXTEND),
    "cover": Form(mark("Cover another incident"), plan_forms.cover, Verb.COVER_INCIDENT),
    "impression": Form(mark("First impression"), plan_forms.impression, Verb.GIVE_IMPRESSION),
    "close_plan": Form(mark("Close the plan"), plan_forms.close_plan, Verb.CLOSE),
    "reopen": Form(mark("Open the plan again"), agreeing_forms.reopen, Verb.REOPEN),
    "audience": Form(mark("Who tells them?"), communication_forms.of_file, Verb.PLAN_AUDIENCE),
    "audience_own": Form(mark("Who tells them?"), communication_forms.own, Verb.PLAN_AUDIENCE),
    "audience_new": Form(mark("Add an audience"), communication_forms.new, Verb.PLAN_AUDIENCE),
    "speaker": Form(mark("Who speaks to the press?"), communication_forms.speaker, Verb.NAME_SPOKESPERSON),
    "end_speaker": Form(mark("Speaks to the press no longer"), communication_forms.end_speaker, Verb.NAME_SPOKESPERSON),
    "message_new": Form(mark("Write a message"), message_forms.new, Verb.WRITE_MESSAGE),
    "message_edit": Form(mark("Edit the message"), message_forms.edit, Verb.WRITE_MESSAGE),
    "message_correct": Form(mark("Correct a message that was sent"), message_forms.correct, Verb.WRITE_MESSAGE),
    "message_discard": Form(mark("Discard the message?"), message_forms.discard, Verb.APPROVE_MESSAGE),
    "message_discard_draft": Form(mark("Discard the draft?"), message_forms.discard, Verb.WRITE_MESSAGE),
    "translate": Form(mark("The message in another language"), message_forms.translate, Verb.READ),
    closed_item.FORM: Form(mark("These must leave the meeting"), closed_item.start, Verb.HOLD_CLOSED_ITEM),
    "call_meeting": Form(mark("Call a meeting"), summons_forms.call, Verb.CALL_MEETING),
    "change_meeting": Form(mark("Change the meeting"), summons_forms.change, Verb.CALL_MEETING),
    "cancel_meeting": Form(mark("Call the meeting off"), summons_forms.cancel, Verb.CALL_MEETING),
    "invite": Form(mark("Are others to be invited?"), invitation_forms.invite, Verb.INVITE),
    "guest_link": Form(mark("The guest’s link"), invitation_forms.guest_link, Verb.INVITE),
    "end_guest": Form(mark("End the guest’s access"), invitation_forms.end_guest, Verb.INVITE),
    "evaluated": Form(mark("The evaluation is given"), invitation_forms.evaluated, Verb.MARK_EVALUATED),
    "evaluate": Form(mark("Evaluation"), evaluation_forms.evaluate, Verb.EVALUATE),
    "lesson_new": Form(mark("Note a lesson"), evaluation_forms.new, Verb.EVALUATE),
    "lesson_change": Form(mark("Change the lesson"), evaluation_forms.change, Verb.EVALUATE),
    "lesson_follow": Form(mark("Follow the lesson up"), evaluation_forms.follow, Verb.EVALUATE),
    "forum_set": Form(mark("Set a date"), fora_forms.set_date, Verb.KEEP_FORA),
    "forum_move": Form(mark("Move the meeting"), fora_forms.move, Verb.KEEP_FORA),
    "forum_cancel": Form(mark("Call the meeting off"), fora_forms.cancel, Verb.KEEP_FORA),
    "matter_new": Form(mark("Raise a matter"), matter_forms.new, Verb.RAISE_MATTER),
    "matter_report": Form(mark("Raise a matter"), matter_forms.of_report, Verb.RAISE_MATTER),
    "matter_bind": Form(mark("Put the matter on an agenda"), matter_forms.bind, Verb.TREAT_AT_COUNCIL),
    "matter_settle": Form(mark("The outcome of the matter"), matter_forms.settle, Verb.TREAT_AT_COUNCIL),
    "treat": Form(mark("What was decided about the incident?"), fora_forms.treat, Verb.TREAT_AT_COUNCIL),
    "inform": Form(mark("Inform the boards"), notices.inform, Verb.INFORM),
    "inform_last": Form(mark("The last notice"), notices.inform_last, Verb.INFORM),
    "archive": Form(mark("Make the archive"), archive_forms.make, Verb.ARCHIVE),
    "access_edition": Form(mark("What is given out"), archive_forms.access, Verb.ARCHIVE),
    "archive_received": Form(mark("The case system has it"), archive_forms.received, Verb.ARCHIVE),
    "seat": Form(mark("Who takes part?"), meeting_forms.seat, Verb.SEAT),
    "attend": Form(mark("How do you take part?"), meeting_forms.attend, Verb.ATTEND),
    "decide": Form(mark("Note a decision"), meeting_forms.decide, Verb.DECIDE),
    "decide_action": Form(mark("Decide an action"), meeting_forms.decide_action, Verb.DECIDE),
    "ask": Form(mark("Ask a party"), meeting_forms.ask, Verb.ASK_PARTY),
    "answer": Form(mark("Answer"), meeting_forms.answer, Verb.ANSWER_PARTY),
    "note_answer": Form(mark("Note the answer"), meeting_forms.note_answer, Verb.DECIDE),
    "end_meeting": Form(mark("End the meeting"), meeting_forms.end, Verb.RUN_MEETING),
    "correct": Form(mark("Correct the minutes"), meeting_forms.correct, Verb.CORRECT_MINUTES),
    "add_decision": Form(mark("Add a decision that is missing"), meeting_forms.add_decision, Verb.CORRECT_MINUTES),
    "account": Form(mark("Open an account"), people_forms.account, Verb.KEEP_PEOPLE),
    "role": Form(mark("Give a role"), people_forms.role, Verb.KEEP_PEOPLE),
    "end_role": Form(mark("End a role"), people_forms.end_role, Verb.KEEP_PEOPLE),
    "disable": Form(mark("Close the account"), people_forms.disable, Verb.KEEP_PEOPLE),
    "address": Form(mark("Change the e-mail address"), people_forms.address, Verb.KEEP_PEOPLE),
    "send_link": Form(mark("Send a mail with a link"), people_forms.send_link, Verb.KEEP_PEOPLE),
    "withdraw_link": Form(mark("Stop the link"), people_forms.withdraw_link, Verb.KEEP_PEOPLE),
    "password": Form(mark("Change your password"), account_forms.password, None),
    "own_address": Form(mark("Your e-mail address"), account_forms.address, None),
    "second_factor": Form(mark("Two-step sign-in"), account_forms.second_factor, None),
    "sign_ins": Form(mark("Where you are signed in"), account_forms.sign_ins, None),
    "account_sign_ins": Form(mark("Sign-ins of the account"), account_sign_ins.newest, Verb.KEEP_PEOPLE),
    "drop_factor": Form(mark("Turn two-step sign-in off"), account_sign_ins.drop_factor, Verb.KEEP_PEOPLE),
    "pair_screen": Form(mark("Pair a screen"), screen_forms.pair, Verb.PAIR_SCREEN),
    "end_screen": Form(mark("End this screen"), screen_forms.end, Verb.PAIR_SCREEN),
    "ask_contacts": Form(mark("Ask by mail whether the contacts are right"), contact_card.ask, Verb.TEST_CALLS),
    "take_plan": Form(mark("Take a changed plan file into use"), plan_versions.take, Verb.ADMINISTER),
    "redact": Form(mark("Remove a text for good"), removal_forms.redact, Verb.REDACT),
    "propose_deletion": Form(mark("Propose to delete an incident"), retention_forms.propose, Verb.DELETE_INCIDENT),
    "delete_incident": Form(mark("Delete an incident for good"), retention_forms.delete, Verb.DELETE_INCIDENT),
    "retire_names": Form(mark("Names become functions"), retention_forms.retire, Verb.ADMINISTER),
}


def _opens(me: Me, verb: Verb) -> bool:
    """Whether a form is for this person: by the role, or because the role coordinates something now (R18)."""
    if verb in me.viewer.grants:
        return True
    if verb is Verb.KEEP_PEOPLE:  # the administrator keeps everybody's
        return access.keeps_people(me.viewer)
    return verb in me.viewer.coordinating and queries.coordinates(me.store, me.viewer)


def show(me: Me) -> None:
    """Draw the form that is open in this tab, if any."""
    pin = opened()
    if pin is None or pin.what == report_form.WHAT:  # the report's form is a page, not a dialog
        return
    if closed_item.fills_page(me):  # its page has no field, for anybody; the form opens again when it has ended
        return
    if me.store.answer_to(me.viewer, pin.key):  # the back button, or an answer that never arrived
        close_form()
        feedback.tell(t("This form was saved already."))
        return
    form = FORMS.get(pin.what)
    if form is None or (form.verb is not None and not _opens(me, form.verb)):
        close_form()
        return

    @st.dialog(t(form.title), width="medium", dismissible=False)
    def dialog() -> None:
        now = opened()
        if now is None:
            feedback.redraw()
        else:
            feedback.show(key="said-in-form")
            form.draw(session.current(), now)  # who is looking now, not when the page was drawn

    dialog()
