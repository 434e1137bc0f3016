"""All that the product can do: one imperative function per user intention.

Five beats, always: may they? - the thing they saw, fresh - ask the rule - change - say so in the log.
Commands do not call commands. Times are UTC; `key` is the submission's own key, the same key twice is one change.
"""

from data.commands.actions import (
    Description,
    accept_action,
    cancel_action,
    decline_action,
    describe_action,
    hand_over,
    propose_action,
    reopen_action,
    update_progress,
)
from data.commands.agenda import end_meeting, next_item
from data.commands.decisions import approve_minutes, correct_minutes, decide, decide_action
from data.commands.duplicates import merge, unmerge
from data.commands.facts import judge_fact, tell_fact
from data.commands.house import load_plan, redact
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
from data.commands.meetings import call_meeting, change_meeting, leave_seat, seat, start_meeting
from data.commands.people import (
    choose_language,
    choose_password,
    disable_account,
    end_role,
    first_link,
    grant_role,
    invite_again,
    open_account,
    use_link,
)
from data.commands.plans import (
    answer_support,
    close,
    cover_incident,
    extend,
    give_impression,
    put_in_force,
    reopen,
    write_part,
)
from data.commands.questions import answer_party, ask_party, note_answer
from data.commands.sign_ins import Opened, choose_hat, sign_in, sign_in_demo, sign_out

__all__ = [
    "Description",
    "Opened",
    "accept_action",
    "activate",
    "answer_party",
    "answer_support",
    "approve_minutes",
    "ask_party",
    "assess",
    "break_exercise",
    "call_meeting",
    "call_off",
    "cancel_action",
    "change_meeting",
    "choose_hat",
    "choose_language",
    "choose_password",
    "close",
    "close_informed",
    "correct_minutes",
    "cover_incident",
    "decide",
    "decide_action",
    "decline_action",
    "describe_action",
    "disable_account",
    "end_meeting",
    "end_role",
    "extend",
    "first_link",
    "give_impression",
    "grant_role",
    "hand_over",
    "invite_again",
    "judge_fact",
    "leave_seat",
    "load_plan",
    "mark_read",
    "merge",
    "next_item",
    "note_answer",
    "open_account",
    "propose_action",
    "put_in_force",
    "redact",
    "reject",
    "reopen",
    "reopen_action",
    "report",
    "seat",
    "sign_in",
    "sign_in_demo",
    "sign_out",
    "start_meeting",
    "tell_fact",
    "unmerge",
    "update_progress",
    "use_link",
    "write_part",
]
