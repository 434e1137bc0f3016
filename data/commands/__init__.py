"""All that the product can do: one imperative function per user intention.

Five beats, always: may they? - the thing they saw, fresh - ask the rule - change - say so in the log.
Commands do not call commands. Times are UTC; `key` is the submission's own key, the same key twice is one change.
"""

from data.commands.accounts import choose_address
from data.commands.actions import (
    accept_action,
    cancel_action,
    confirm_reservation,
    decline_action,
    describe_action,
    propose_action,
    reopen_action,
    update_progress,
)
from data.commands.agenda import end_meeting, next_item
from data.commands.agreements import agree, confirm_agreement, extend, put_in_force, reopen, take_stance
from data.commands.archives import confirm_archive, make_archive
from data.commands.call_tests import end_call_test, start_call_test, try_call
from data.commands.calls import change_coordinator, record_call
from data.commands.closed_items import come_back, end_closed_item, start_closed_item
from data.commands.communication import end_spokesperson, name_spokesperson, plan_audience
from data.commands.contacts import ask_contacts, confirm_by_mail, confirm_contact
from data.commands.decisions import approve_minutes, correct_minutes, decide, decide_action
from data.commands.descriptions import Description
from data.commands.duplicates import merge, unmerge
from data.commands.elsewhere import Returned, depart, returned, sign_in_elsewhere
from data.commands.facts import judge_fact, tell_fact
from data.commands.fora import cancel_forum_meeting, move_forum_meeting, set_forum_meeting
from data.commands.guided import (
    lead_exercise,
    pause_exercise,
    release_inject,
    resume_exercise,
    skip_inject,
    stop_exercise,
)
from data.commands.hand_overs import confirm_hand_over, deal_with_hand_over, hand_over, register_hand_over
from data.commands.house import load_plan, redact, take_plan
from data.commands.incidents import (
    activate,
    assess,
    break_exercise,
    call_off,
    close_informed,
    mark_read,
    reject,
    report,
)
from data.commands.invitations import end_invitation, guest_link, invite, join, mark_evaluated
from data.commands.lessons import add_lesson, change_lesson, evaluate, follow_up_lesson
from data.commands.matters import bind_matter, raise_matter, settle_matter, treat_incident
from data.commands.meetings import call_meeting, cancel_meeting, change_meeting, leave_seat, seat, start_meeting
from data.commands.messages import (
    Wording,
    approve_message,
    correct_message,
    discard_message,
    send_message,
    translate_message,
    write_message,
)
from data.commands.notices import inform
from data.commands.outbox import deliver, make_mailed_link
from data.commands.parts import decline_change, propose_change, take_change, write_part
from data.commands.passwords import ask_reset, choose_password, use_link
from data.commands.people import (
    change_address,
    choose_language,
    disable_account,
    end_role,
    first_link,
    grant_role,
    invite_again,
    open_account,
    send_link,
    withdraw_link,
)
from data.commands.pictures import approve_picture, write_picture
from data.commands.plans import answer_support, close, cover_incident, give_impression
from data.commands.questions import answer_party, ask_party, note_answer
from data.commands.removal import delete_incident, propose_deletion, retire_names, withdraw_deletion
from data.commands.screens import end_screen, pair_screen, pin_board, show_code
from data.commands.second_factor import (
    SecondStep,
    drop_second_factor,
    end_second_factor,
    halfway_name,
    second_step,
    start_second_factor,
)
from data.commands.sign_ins import (
    Halfway,
    Opened,
    choose_hat,
    sign_in,
    sign_in_demo,
    sign_out,
    sign_out_account,
    sign_out_everywhere,
)

__all__ = [
    "Description",
    "Halfway",
    "Opened",
    "Returned",
    "SecondStep",
    "Wording",
    "accept_action",
    "activate",
    "add_lesson",
    "agree",
    "answer_party",
    "answer_support",
    "approve_message",
    "approve_minutes",
    "approve_picture",
    "ask_contacts",
    "ask_party",
    "ask_reset",
    "assess",
    "bind_matter",
    "break_exercise",
    "call_meeting",
    "call_off",
    "cancel_action",
    "cancel_forum_meeting",
    "cancel_meeting",
    "change_address",
    "change_coordinator",
    "change_lesson",
    "change_meeting",
    "choose_address",
    "choose_hat",
    "choose_language",
    "choose_password",
    "close",
    "close_informed",
    "come_back",
    "confirm_agreement",
    "confirm_archive",
    "confirm_by_mail",
    "confirm_contact",
    "confirm_hand_over",
    "confirm_reservation",
    "correct_message",
    "correct_minutes",
    "cover_incident",
    "deal_with_hand_over",
    "decide",
    "decide_action",
    "decline_action",
    "decline_change",
    "delete_incident",
    "deliver",
    "depart",
    "describe_action",
    "disable_account",
    "discard_message",
    "drop_second_factor",
    "end_call_test",
    "end_closed_item",
    "end_invitation",
    "end_meeting",
    "end_role",
    "end_screen",
    "end_second_factor",
    "end_spokesperson",
    "evaluate",
    "extend",
    "first_link",
    "follow_up_lesson",
    "give_impression",
    "grant_role",
    "guest_link",
    "halfway_name",
    "hand_over",
    "inform",
    "invite",
    "invite_again",
    "join",
    "judge_fact",
    "lead_exercise",
    "leave_seat",
    "load_plan",
    "make_archive",
    "make_mailed_link",
    "mark_evaluated",
    "mark_read",
    "merge",
    "move_forum_meeting",
    "name_spokesperson",
    "next_item",
    "note_answer",
    "open_account",
    "pair_screen",
    "pause_exercise",
    "pin_board",
    "plan_audience",
    "propose_action",
    "propose_change",
    "propose_deletion",
    "put_in_force",
    "raise_matter",
    "record_call",
    "redact",
    "register_hand_over",
    "reject",
    "release_inject",
    "reopen",
    "reopen_action",
    "report",
    "resume_exercise",
    "retire_names",
    "returned",
    "seat",
    "second_step",
    "send_link",
    "send_message",
    "set_forum_meeting",
    "settle_matter",
    "show_code",
    "sign_in",
    "sign_in_demo",
    "sign_in_elsewhere",
    "sign_out",
    "sign_out_account",
    "sign_out_everywhere",
    "skip_inject",
    "start_call_test",
    "start_closed_item",
    "start_meeting",
    "start_second_factor",
    "stop_exercise",
    "take_change",
    "take_plan",
    "take_stance",
    "tell_fact",
    "translate_message",
    "treat_incident",
    "try_call",
    "unmerge",
    "update_progress",
    "use_link",
    "withdraw_deletion",
    "withdraw_link",
    "write_message",
    "write_part",
    "write_picture",
]
