"""Each page's own "?": what it is for, and three things that one does here, of those that the role may do."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import streamlit as st

from components.session import Me
from components.texts import mark, t
from data.vocabulary import Verb

GUIDE: Final = "hjaelp.py"
THINGS: Final = 3


class Thing(NamedTuple):
    """Something that one does on a page; for everybody who may open it unless a verb is named."""

    said: str
    verb: Verb | None = None


class PageHelp(NamedTuple):
    """What a page is for, and what is done there, what matters most first."""

    purpose: str
    things: tuple[Thing, ...]


PAGES: Final[Mapping[str, PageHelp]] = {
    "overblik.py": PageHelp(
        mark("What happens right now, the same for everybody: where, how grave, who does what, and what is late."),
        (
            Thing(mark("Open what is new on top, and say that you have seen it."), Verb.MARK_READ),
            Thing(mark("Answer what your party is asked: it stands on top until it is answered."), Verb.ANSWER_PARTY),
            Thing(mark("Press an incident in the table or on the map: what is known of it stands beside it.")),
            Thing(mark("See below which party’s actions wait, are late, or belong to nobody.")),
            Thing(mark("See which deadlines come next, and when the plan ends.")),
        ),
    ),
    "melding.py": PageHelp(
        mark("Say that something happens, in under a minute. A report activates nobody by itself."),
        (
            Thing(mark("Choose the place from the list or on the map; it is never finer than a block.")),
            Thing(mark("Choose the kind, write a few words without names, and say when it happened.")),
            Thing(mark("Choose exercise or real, and to whom it goes; then follow here who has seen it.")),
        ),
    ),
    "haendelser.py": PageHelp(
        mark("All that is known of one incident, and every incident, open and ended."),
        (
            Thing(mark("Assess a report, and activate if it is needed."), Verb.ACTIVATE),
            Thing(mark("Tell what you know: where it comes from, and how sure it is."), Verb.TELL_FACT),
            Thing(mark("Choose an incident from the list, and read its course.")),
            Thing(mark("Go on from it to its plan, its actions and its history.")),
            Thing(mark("Search among those that have ended.")),
        ),
    ),
    "indsatser.py": PageHelp(
        mark("Every action of the plans that are active: who does what, by when, and how it goes."),
        (
            Thing(mark("Accept what your party takes on, or decline it and say why."), Verb.ACCEPT_ACTION),
            Thing(mark("Say how it goes: one press for the status, a few words for the note."), Verb.UPDATE_PROGRESS),
            Thing(mark("Find by party and status; what nobody is responsible for, and what is late, stands on top.")),
            Thing(mark("Read what each action promises, and what was noted about it last.")),
            Thing(mark("Take the list with you as a table.")),
        ),
    ),
    "handlingsplan.py": PageHelp(
        mark("The plan that the parties write together: five parts, who agrees, and when it ends."),
        (
            Thing(mark("Write the parts; each version is kept, and nobody overwrites another."), Verb.WRITE_PLAN),
            Thing(mark("Agree the plan at the meeting, and bring it into force afterwards."), Verb.PUT_IN_FORCE),
            Thing(mark("Extend the plan, or close it when it is over."), Verb.CLOSE),
            Thing(mark("Say whether your party agrees, or has a reservation."), Verb.TAKE_STANCE),
            Thing(mark("Propose other words for a part; whoever writes the plan answers."), Verb.PROPOSE_CHANGE),
            Thing(mark("See what is filled in, what is not relevant, and what is missing.")),
            Thing(mark("See on the right what still stops the plan from being agreed or closed.")),
            Thing(mark("Take the plan with you as a document.")),
        ),
    ),
    "kommunikation.py": PageHelp(
        mark("What residents and others are told, by whom, and who speaks to the press."),
        (
            Thing(mark("Write a message, once, for every channel it leaves by."), Verb.WRITE_MESSAGE),
            Thing(mark("Approve a message; nothing is sent before."), Verb.APPROVE_MESSAGE),
            Thing(mark("Read what has been sent; what is wrong is corrected by a new message.")),
            Thing(mark("See who speaks to the press, and about what.")),
            Thing(mark("See who is told by whom, and what is still missing.")),
        ),
    ),
    "moede.py": PageHelp(
        mark("The meeting about the plan: calling in, the agenda while it runs, and the minutes."),
        (
            Thing(mark("Ring down the list: a click a call, and who is next stands there."), Verb.RECORD_CALL),
            Thing(mark("Lead through the agenda; decisions and times are noted on the way."), Verb.RUN_MEETING),
            Thing(mark("Say that you are there, and ask or answer the other parties."), Verb.ATTEND),
            Thing(mark("See who is called in, who is reached, and when the meeting is.")),
            Thing(mark("Follow the item that the meeting is at, and what has been decided.")),
            Thing(mark("Read the minutes when it has ended.")),
        ),
    ),
    "historik.py": PageHelp(
        mark("The log of an incident in plain words. Nobody can change it."),
        (
            Thing(mark("Choose an incident, and read who did what, and when.")),
            Thing(mark("See both times where something was noted later than it happened.")),
            Thing(mark("Remove a text that names somebody; it is gone for good."), Verb.REDACT),
            Thing(mark("Go on to the review when the incident has ended.")),
        ),
    ),
    "fora.py": PageHelp(
        mark("When the ordinary fora meet, and what each has before it: hand-overs, matters and ended incidents."),
        (
            Thing(mark("Say what has become of what was handed over to a forum."), Verb.CONFIRM_HAND_OVER),
            Thing(mark("Raise what is not acute, and bind it to a meeting."), Verb.RAISE_MATTER),
            Thing(mark("Choose a forum, and see when it meets next.")),
            Thing(mark("Read what stands on its list, and since when.")),
            Thing(mark("Print the list for the meeting.")),
        ),
    ),
    "personer.py": PageHelp(
        mark("Accounts by function: who may sign in, in which roles."),
        (
            Thing(mark("Open an account for a function, and hand its link over; the link works once.")),
            Thing(mark("Give or end a role, and send a new link to whoever cannot sign in.")),
            Thing(mark("Close the account when somebody leaves; every open page of it ends at once.")),
        ),
    ),
    "skaerme.py": PageHelp(
        mark("The board for the meeting room’s wall, and the screens that show it."),
        (
            Thing(mark("Pair a screen: open /tavle on it, scan its code, and name the room."), Verb.PAIR_SCREEN),
            Thing(mark("Hold one incident on every board, when several are open."), Verb.ATTEND),
            Thing(mark("Open the board here, as the room sees it: no names, no numbers."), Verb.READ),
            Thing(mark("See which screens are running, and end one that has left the room."), Verb.PAIR_SCREEN),
            Thing(mark("Print the board and the empty forms, for when the power or the network fails."), Verb.READ),
            Thing(mark("Stand at the other end of the room: it is made to be read from four metres.")),
        ),
    ),
    "beredskabsplan.py": PageHelp(
        mark("The standing plan as it was signed, and what in it has aged."),
        (
            Thing(mark("See what has aged, and mend it before it is needed.")),
            Thing(mark("Try the call list, and see whom nobody could reach."), Verb.TEST_CALLS),
            Thing(mark("Take a changed plan file into use; you see first what it changes."), Verb.ADMINISTER),
            Thing(mark("Read the plan’s own words: purpose, members, rules and signatures.")),
            Thing(mark("Print it, and compare its versions.")),
        ),
    ),
    "vejledning.py": PageHelp(
        mark("What may be written and what not, and the duty to notify. Nothing is stored here."),
        (
            Thing(mark("Read what may be written, with examples.")),
            Thing(mark("See which duty to notify is yours, and the way to do it.")),
            Thing(mark("Reckon the day by which a receipt is due.")),
        ),
    ),
    "gennemgang.py": PageHelp(
        mark("One ended incident for those who look back at it: read from the log, nothing typed."),
        (
            Thing(mark("Read what is to be decided, and how long each stretch took.")),
            Thing(mark("Answer the evaluation, and write the lessons down."), Verb.EVALUATE),
            Thing(mark("Take the review with you as a document for the meeting.")),
            Thing(mark("See the evening again, minute by minute.")),
        ),
    ),
    "tal.py": PageHelp(
        mark("Numbers across ended incidents; exercises stand apart."),
        (
            Thing(mark("Choose a period, and see what was activated and closed.")),
            Thing(mark("Press a number to see which incidents it rests on.")),
            Thing(mark("Take a table with you; few cases are listed, and never made a median.")),
        ),
    ),
    "arkiv.py": PageHelp(
        mark("One ended incident as one file for the case system, and what is given out of it."),
        (
            Thing(mark("Make the archive, and file it in the case system.")),
            Thing(mark("Note the reference when it is received; keeping is reckoned from it.")),
            Thing(mark("Make an edition for somebody who asks, with what is left out marked.")),
        ),
    ),
    "fjernelse.py": PageHelp(
        mark("Find and remove what should not have been written, and what is kept no longer."),
        (
            Thing(mark("Search for a word through everything, and remove the text for good."), Verb.REDACT),
            Thing(mark("See what has been kept long enough, and propose to delete it."), Verb.DELETE_INCIDENT),
            Thing(mark("Turn names of people who have left into functions."), Verb.ADMINISTER),
            Thing(mark("Know that the log says that something was removed, and never what.")),
            Thing(mark("Tell your data protection officer as well: it may be a breach to report.")),
        ),
    ),
    "oevelse.py": PageHelp(
        mark("An exercise that you lead: what happens is let go by you, minute by minute. Only you see the script."),
        (
            Thing(mark("Let the next inject go at its minute, and tell whoever it names.")),
            Thing(mark("Look for what handles it well; note nothing about individuals.")),
            Thing(mark("Skip, pause or stop; when something real happens, the injects stop by themselves.")),
        ),
    ),
    GUIDE: PageHelp(
        mark("Who does what, minute by minute, in the words of your own plan."),
        (
            Thing(mark("Read your own role; it stands first.")),
            Thing(mark("Choose another role, or one moment for all of them.")),
            Thing(mark("Search for a word, and go straight to the page where it is done.")),
        ),
    ),
}


def things(me: Me, file: str) -> list[str]:
    """The three things that this person does on the page, as sources; what is the own party's is theirs to do."""
    own = me.viewer.party
    may = [thing.said for thing in PAGES[file].things if thing.verb is None or me.may(thing.verb, owner=own)]
    return may[:THINGS]


def draw(me: Me, file: str) -> None:
    """The "?" in the head of the page."""
    with st.popover(t("Help"), icon=":material/help:", key=f"page-help-{file.removesuffix('.py')}"):
        st.markdown(t(PAGES[file].purpose))
        st.markdown("\n".join(f"{number}. {t(said)}" for number, said in enumerate(things(me, file), 1)))
        if file != GUIDE:
            st.page_link(GUIDE, label=t("The whole guide: who does what, and when"), icon=":material/menu_book:")
