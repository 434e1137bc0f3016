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
from data.commands.screens import end_screen, pair_screen, pin_board, show_code
from data.commands.sign_ins import Opened, choose_hat, sign_in, sign_in_demo, sign_out

__all__ = [
    "Description",
    "Opened",
    "accept_action",
    "activate",
    "answer_support",
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
    "cover_incident",
    "decline_action",
    "describe_action",
    "disable_account",
    "end_role",
    "end_screen",
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
    "open_account",
    "pair_screen",
    "pin_board",
    "propose_action",
    "put_in_force",
    "redact",
    "reject",
    "reopen",
    "reopen_action",
    "report",
    "seat",
    "show_code",
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
