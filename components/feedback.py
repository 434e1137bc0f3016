"""The one place that turns refusals into sentences, and that redraws a page after a save."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, cast

import streamlit as st
from streamlit.errors import StreamlitAPIException

from components import look, session, times
from components.plain import unlisted
from components.session import Me
from components.texts import mark, t
from data.errors import AlreadyHappened, NotAllowed, Refusal, Stale

SAID: Final = "beredskab-said"
"""Key of the last answer to a click in this tab."""
GO_ON: Final = "beredskab-go-on"
"""Key of the page that a click leads on to."""

SENTENCES: Final = {
    "not-allowed": mark("Your role may not do this. Ask {coordinator}."),
    "unknown": mark("This cannot be found, or your role may not read it."),
    "not-your-role": mark("You no longer hold this role."),
    "text-missing": mark("This cannot be empty. Write a few words."),
    "text-too-long": mark("The text is too long: {length} characters, and at most {limit} are allowed. Shorten it."),
    "personal-text": mark("Not saved: what is marked may identify a person. Only you can see it."),
    "person-related": mark("This action concerns individuals. Only its status is shown; leave the field empty."),
    "say-why": mark("Say why, in a few words."),
    "say-how-seen": mark("Say how one can tell that it is done."),
    "unknown-category": mark("Choose what kind of incident it is."),
    "unknown-code": mark("Choose from the list."),
    "unknown-party": mark("Choose from the list."),
    "unknown-forum": mark("Choose the forum that takes it over."),
    "choose-receiver": mark("Choose who receives it for the forum."),
    "no-due-day": mark("Say by which day the forum is to take it up."),
    "due-in-the-past": mark("That day has passed. Choose today or a later day."),
    "no-answer-day": mark("Say on which day the forum answered."),
    "answered-before": mark("That day lies before the hand-over. Choose the day on which the forum answered."),
    "answered-ahead": mark("That day has not come yet. Say on which day the forum answered."),
    "hand-over-confirmed": mark("It is confirmed already."),
    "hand-over-dealt-with": mark("The forum has dealt with it already."),
    "hand-over-withdrawn": mark("The action was opened again: it is no longer with the forum."),
    "hand-over-registered": mark("Receiver and day are registered already."),
    "not-handed-over": mark("The action is not handed over."),
    "unknown-role": mark("Choose from the list."),
    "leader-of-another-party": mark("A responsible leader must belong to the responsible party."),
    "ends-before-it-starts": mark("The deadline must be later than “From”. Correct one of the two."),
    "helps-itself": mark("The responsible party cannot help itself as well. Remove it from those who help."),
    "activates-no-network": mark("This kind of action activates no networks. Remove them, or use your own words."),
    "which-hour": mark("That time occurs twice that night. Choose before or after the clock is put back."),
    "no-such-time": mark("That time does not exist: the clock is put forward that night. Correct it."),
    "not-a-clock": mark("Write the time as 21:40, and choose the day beside it."),
    "time-ahead": mark("The time is in the future. Correct it, or confirm that it is right."),
    "time-long-ago": mark("The time is more than 24 hours ago. Correct it, or confirm that it is right."),
    "no-place": mark("Choose where it is, from the list or on the map."),
    "unanswered": mark("Answer this question, too."),
    "choose-support": mark("Choose whether support is needed."),
    "choose-incident": mark("Choose an incident."),
    "choose-party": mark("Choose which party: the catalogue entry is for one of them."),
    "not-assessed": mark("Assess the incident first; activation needs a recorded assessment."),
    "assessed-non-acute": mark("It is assessed as not acute, or as no cause of unrest. Assess it again to activate."),
    "not-in-this-state": mark("This cannot be done now: the incident is “{state}”."),
    "has-a-plan": mark("This incident has a plan; close the plan."),
    "inform-only": mark("This incident is for information only; it has no plan and no actions."),
    "real-incident-open": mark("Something real is open, and it comes first. The injects wait until it is over."),
    "exercise-led": mark("An exercise is led already, by {led_by}. Stop it first."),
    "exercise-not-led": mark("Nobody leads this exercise."),
    "exercise-stopped": mark("The exercise’s injects are stopped; nothing more is let go."),
    "exercise-paused": mark("The exercise is paused. Let it go on first."),
    "exercise-not-paused": mark("The exercise is not paused."),
    "unknown-inject": mark("The script has no such inject."),
    "inject-released": mark("This inject is released already."),
    "inject-skipped": mark("This inject is skipped."),
    "no-plan-to-ask-about": mark("There is no action plan yet to ask about. Wait until the exercise is activated."),
    "not-an-exercise": mark("This is not an exercise."),
    "exercise-and-real": mark("An exercise and a real incident are never joined."),
    "already-covered": mark("The plan covers this incident already."),
    "plan-already-agreed": mark("The incident’s own plan is agreed already and cannot be taken apart."),
    "no-such-move": mark("An action that is “{current}” cannot become “{wanted}”."),
    "action-ended": mark("The action has ended. Open it again first, with a reason."),
    "already-accepted": mark("The action is accepted. The party itself must hand it back first."),
    "closed": mark("The plan is closed; everything can be read and nothing can be changed."),
    "plan-not-in-force": mark("The plan is not in force."),
    "part-fills-itself": mark("This part fills itself from the actions and the end time."),
    "say-involved": mark("Say how many are involved: a number, an interval such as 15–20, or unknown."),
    "not-a-number": mark("Write a number, an interval such as 15–20, or unknown."),
    "interval-reversed": mark("An interval begins with the lower number: write {low}–{high}."),
    "too-many-involved": mark("That is more than {most}. Correct the number."),
    "choose-risk": mark("Choose the risk; “unknown” is an answer, too."),
    "no-target-groups": mark("Choose at least one target group, or say that the part is not relevant."),
    "nothing-changed": mark("That is what stands there already. Change the words first."),
    "proposed-on-an-older-text": mark("The part was written again after this was proposed. Look at both first."),
    "change-answered": mark("The proposal is answered already."),
    "picture-empty": mark("Write something in at least one of the fields."),
    "picture-moved": mark(
        "It was changed after you opened it. What stands here now is the newest: read it, and press again."
    ),
    "picture-approved": mark("This situation picture is approved and locked. Write the next one."),
    "situation-not-written": mark("Part 1 is not written yet. Describe the situation first."),
    "next-in-the-past": mark("The next update lies in the past. Choose a later time, or leave it empty."),
    "no-meeting": mark("Say when the emergency meeting agreed it."),
    "meeting-not-held": mark("The meeting is in the future. A plan is agreed at a meeting that has been held."),
    "nobody-agreed": mark("Say which parties agree: at least one."),
    "part-missing": mark("The plan cannot be agreed without: {parts}. Write it, or say why it is not relevant."),
    "edition-unchanged": mark(
        "Nothing has changed since the last edition, so there is nothing new to agree. A party that has not answered "
        "answers on the plan’s page."
    ),
    "plan-not-agreed": mark("The plan is not agreed yet."),
    "choose-stance": mark("Choose whether you agree, or have a reservation."),
    "no-end-time": mark("Give a concrete end time: date and time."),
    "end-in-the-past": mark("The end time has passed. Choose one in the future."),
    "end-not-later": mark("The new end time must be later than the old one."),
    "unowned-actions": mark("There are actions with nobody responsible: give them to a party, or confirm each one."),
    "same-incident": mark("That is the same incident. Choose the other one."),
    "not-mergeable": mark("That cannot be merged: one of the two has ended, or both are active."),
    "holds-others": mark("Others are merged into this one. Take them apart first, or merge the other one into it."),
    "choose-source": mark("Choose where it comes from."),
    "choose-certainty": mark("Choose how sure it is."),
    "no-time": mark("Give the time."),
    "not-approved": mark("Nothing is sent before it is approved. Have it approved first."),
    "message-sent": mark("It has been sent, and what was sent never changes. Correct it with a new message."),
    "message-approved": mark("It is approved already."),
    "message-discarded": mark("It was discarded. Write a new message."),
    "not-sent-yet": mark("It has not been sent yet. Edit it instead."),
    "correction-begun": mark("Somebody is writing a correction of it already. Go on in that draft."),
    "no-audience": mark("Choose whom the message is for."),
    "nothing-answered": mark("Answer at least one of the questions."),
    "not-refuted": mark("Only what has been refuted is rebutted. Refute it first."),
    "already-so": mark("That is what is said already."),
    "plan-not-closed": mark("The plan is not closed."),
    "nothing-to-reopen": mark("No incident closed with this plan. Report what happens now as a new incident."),
    "hat-changed": mark("You act as {role} now; this was opened as {before}. Press again to do it as {role}."),
    "far-ahead": mark(
        "That is more than {days} days ahead. Should long-running actions be handed over to a forum instead?"
    ),
    "choose-kind": mark("Is it an exercise or real? Choose; it cannot be changed afterwards."),
    "choose-role": mark("Choose a role."),
    "unknown-stand-in": mark("The plan file has no such stand-in. See the call list again."),
    "coordinator-not-management": mark("Only a fixed member of the group’s management can coordinate."),
    "meeting-unfinished": mark("A meeting is called or running already. End it, or change its time."),
    "meeting-not-called": mark("The meeting has begun already."),
    "meeting-not-running": mark("The meeting is not running."),
    "meeting-not-ended": mark("The meeting has not ended yet."),
    "meeting-in-the-past": mark("The time has passed. Choose one in the future."),
    "not-a-link": mark(
        "Paste the address of the online meeting alone, as it begins: https://…, without blanks or other words."
    ),
    "no-such-item": mark("Choose an item of the agenda."),
    "summary-not-opened": mark("Go to the summary first, and read the decisions back."),
    "not-read-back": mark("Read the decisions back, and confirm it here."),
    "no-takers": mark("Choose the parties that decide it."),
    "party-not-present": mark("A party that nobody sits for takes no decision. Note who takes part first."),
    "already-answered": mark("The question is answered already."),
    "already-corrected": mark("This was corrected already. Correct the correction instead."),
    "not-of-this-meeting": mark("That is a decision of another meeting."),
    "already-approved": mark("The minutes are approved already."),
    "seat-not-allowed": mark("For this role one sits as a stand-in or a guest; members are management."),
    "say-limit": mark("Say what the mandate is limited to."),
    "closed-item-running": mark("The closed item is running: nothing is written at the meeting until it has ended."),
    "closed-item-ended": mark("The closed item has ended already."),
    "seats-changed": mark("Somebody has come or gone meanwhile. Read the list out once more."),
    "not-a-guest-role": mark("Choose whom to invite: a party that is no fixed member and takes part today."),
    "already-invited": mark("That party is invited already."),
    "choose-channel": mark("Say how it was agreed, or decide it at the meeting."),
    "invitation-ended": mark("That access has ended. Invite the party again."),
    "already-evaluated": mark("It is noted already that the evaluation is given."),
    "choose-owner": mark("Choose who sees to it: a function of one of the fixed parties."),
    "choose-place": mark("Choose where it belongs."),
    "no-due": mark("Choose the day by which it is to be done."),
    "choose-state": mark("Choose how it stands."),
    "lesson-ended": mark("The lesson is done or dropped. Open it again first, and say why."),
    "guest-account": mark("This is a guest’s account, for one incident alone. Open another account instead."),
    "not-limited": mark("Only a limited mandate has a limit. Choose “limited”, or leave the field empty."),
    "say-mandate": mark("Say with what mandate the stand-in takes part; “unknown” is an answer, too."),
    "no-mandate": mark("Somebody else of your party, with a full mandate, must confirm it."),
    "nothing-reserved": mark("It is confirmed already."),
    "unknown-body": mark("Choose who was informed."),
    "say-how-told": mark("Choose how they were told."),
    "not-told-yet": mark("That time has not come yet. Note it once they have been told."),
    "boards-not-informed": mark("Not closed: {bodies} must be informed at least once. Note when and how it was done."),
    "choose-day": mark("Choose the day."),
    "forum-day-far": mark("That is more than three years away. Correct the year."),
    "forum-other-day": mark("That clock time does not exist on that day. Correct it."),
    "forum-meets-then": mark("There is a meeting on that day already. Choose another day, or move that one."),
    "forum-meeting-off": mark("That meeting is called off. Set the date again, or choose another one."),
    "forum-meeting-used": mark("Something was dealt with at that meeting, so it stays on its day."),
    "forum-meeting-over": mark("That day has passed. Choose a meeting that is still to come."),
    "forum-not-met-yet": mark("That meeting has not been held yet. Choose one that has."),
    "met-before-it-ended": mark("The incident had not ended on that day. Choose a later meeting."),
    "not-reviewable": mark("The incident has not ended, or was never activated: there is nothing to deal with yet."),
    "already-treated": mark("It is noted already that it was dealt with at that meeting."),
    "nobody-invited": mark("Choose at least one party to invite to the dialogue."),
    "matter-settled": mark("The matter has its outcome already."),
    "matter-raised": mark("This report is raised as a matter already."),
    "not-non-acute": mark("Only a real report that was judged not acute is raised as a matter."),
    "other-plan-in-use": mark("Another version was taken into use meanwhile. Cancel, and look at what changes now."),
    "plan-file-changed": mark(
        "The file was changed after you opened this. Look at what changes now, then press again."
    ),
    "plan-file-wrong": mark("The file still has the mistakes above. Correct them in the file, then press again."),
    "plan-unchanged": mark("This file is in use already."),
    "plan-locks-out": mark(
        "Your own role could not administer under this file, so nobody might mend it. Keep the role in the file."
    ),
    "not-ready": mark("Something is still missing; see the list."),
    "word-short": mark("Write at least {minimum} characters."),
    "say-yes": mark("Say yes here first: it cannot be undone."),
    "still-open": mark("Not possible: it is still open, or something that can only go together with it is."),
    "exercise-not-evaluated": mark("Not possible: the evaluation of the exercise is not given yet."),
    "kept-longer": mark("Not possible yet: it is to be kept longer."),
    "no-archive": mark("Not possible: an archive of everything that goes must be made and received first."),
    "archive-not-received": mark("Not possible: nobody has confirmed that the archive was received."),
    "archive-too-old": mark("Not possible: something has happened since the archive was made. Make a new one."),
    "not-proposed": mark("The deletion is not proposed, or the proposal was withdrawn. Propose it first."),
    "nobody-named": mark("Only a named account may do that."),
    "other-number": mark("That is not the number of this incident. Look at it once more, and type it."),
    "names-not-agreed": mark("The plan file does not say after how many months names become functions."),
    "too-early": mark("That is more than the plan file allows. Close this, and look at what is due now."),
    "not-retiring": mark("One of the accounts is in use again, or done already. Close this, and look once more."),
    "nothing-to-retire": mark("It is done already: nothing older leads to a person."),
    "already-redacted": mark("The text is removed already."),
    "bad-username": mark("Use lower-case letters, digits, dots and hyphens; at least two characters."),
    "username-taken": mark("That username is in use. Choose another one."),
    "password-short": mark("Use at least {minimum} characters."),
    "password-long": mark("Use at most {maximum} characters."),
    "password-monotonous": mark("Too simple: use a greater variety of characters."),
    "password-known": mark(
        "That password is among the first that others try. Choose another: a sentence, for example."
    ),
    "password-of-house": mark(
        "That is made of words that others would try here: the plan’s, the area’s or the account’s. Choose another one."
    ),
    "no-password": mark("This account has no password. Ask an administrator for a link, and choose one first."),
    "second-factor-on": mark("Two-step sign-in is on already."),
    "second-factor-off": mark("Two-step sign-in is off already."),
    "own-second-factor": mark("That is your own account: turn it off in the account menu, with password and code."),
    "wrong-code": mark("That code does not hold. Write the one the app shows now; each works once."),
    "keep-codes": mark("Keep the recovery codes first, and say that you have."),
    "too-many-tries": mark("Too many attempts. Wait ten minutes and try again."),
    "bad-address": mark("Write one e-mail address, such as funktion@eksempel.dk, or leave the field empty."),
    "wrong-password": mark("That is not your current password."),
    "until-in-the-past": mark("That time has passed. Choose a later one."),
    "last-administrator": mark("This is the last administrator. Appoint another one first."),
    "account-disabled": mark("The account is closed."),
    "own-account": mark("You cannot take your own account away. Ask an administrator."),
    "own-link": mark("You are signed in already. Change your password under your name, at the top."),
    "no-address": mark("The account has no e-mail address. Write one first, or show the link as a QR code."),
    "no-mail": mark("No mail can be sent from here. Show the link as a QR code instead."),
    "no-such-code": mark(
        "No machine shows these figures (any more). Look at the screen again: the code is renewed every few minutes."
    ),
    "contact-changed": mark("The contact has been changed in the plan file. Look at what stands there now."),
    "nobody-to-ask": mark("Nobody is to be asked now: the contacts are confirmed, or a mail is on its way already."),
    "nobody-to-ring": mark("The plan file has no contact to ring. Write the contacts into it first."),
    "not-on-the-list": mark("That person is not on the list of this call test."),
    "not-reached-yet": mark("Note first that the person is reached."),
    "call-test-runs": mark("A call test is running already, begun at {began} by {began_by}. Go on with that one."),
    "call-test-ended": mark("The call test has ended."),
    "real-incident-runs": mark("A real incident is active, and it comes first. The call test waits until it is over."),
    "archive-not-ended": mark("Only an incident that has ended is archived. Close it first."),
    "archive-outdated": mark("Something has happened to the incident meanwhile. Press again: the newest is taken."),
    "archive-not-the-same": mark(
        "It cannot be made again as it was: something has been changed or removed since. Make a new archive."
    ),
    "archive-received": mark("It is noted already that the archive is received."),
    "archive-of-access-edition": mark("This edition leaves things out. Confirm an archive of the whole incident."),
    "decide-left-out": mark("Look at each reason, and confirm that you have decided."),
    "nothing-left-out-of-all": mark("The archive of the whole incident leaves nothing out."),
    "no-case-number": mark("Write the case number alone: figures, and at most short words such as “sag nr.”."),
    "reference-missing": mark("Write the number under which the case system has it."),
    "reference-too-long": mark("A case number is at most {limit} characters. Write the number alone."),
    "not-received-yet": mark("It cannot have been received then: after the archive was made, and not in the future."),
    "unknown-language": mark("Choose from the list."),
}
FOUND: Final = {
    "cpr": mark("CPR number"),
    "phone": mark("telephone number"),
    "email": mark("e-mail address"),
    "plate": mark("number plate"),
    "door": mark("floor or door"),
    "name": mark("name"),
}


def sentence(me: Me, refusal: Refusal) -> str:
    """What the refusal says to the person, and what to do."""
    if isinstance(refusal, AlreadyHappened):
        return t(
            "Already activated at {time} by {role}.",
            time=times.clock(cast("datetime", refusal.details["at"])),
            role=role_title(me, str(refusal.details["role"])),
        )
    if isinstance(refusal, Stale):
        return t("Not saved: {who} changed this ({time}) after you opened it.", **_changed(me, refusal))
    source = SENTENCES.get(refusal.code)
    if source is None:
        return t("This cannot be done now.")
    return t(source, coordinator=me.plan.coordinator.title, **_spoken(me, refusal))


def _changed(me: Me, refusal: Stale) -> dict[str, str]:
    time = times.when(refusal.at, me.now) if refusal.at else "?"
    return {"who": role_title(me, refusal.role), "time": time}


def _spoken(me: Me, refusal: Refusal) -> dict[str, Any]:
    """The details, with words for codes."""
    words: dict[str, Any] = dict(refusal.details)
    if "current" in words:
        words |= {name: look.ACTION[words[name]].label for name in ("current", "wanted")}
    elif "state" in words and words["state"] in look.INCIDENT:
        words["state"] = look.INCIDENT[words["state"]].label
    if "parts" in words:
        words["parts"] = ", ".join(t(look.PART[kind]) for kind in words["parts"])
    if "bodies" in words:
        words["bodies"] = t(" and ").join(body_name(me, code) for code in words["bodies"])
    if "led_by" in words:
        words["led_by"] = role_title(me, words["led_by"])
    if "began" in words:
        words |= {"began": times.when(words["began"], me.now), "began_by": role_title(me, words["began_by"])}
    return words


def body_name(me: Me, body: str) -> str:
    """The name of a board as a sentence says it."""
    known = me.plan.fora.get(body)
    return known.definite if known else body


def role_title(me: Me, role: str | None) -> str:
    """The title of a role of the plan in use; the house itself and forgotten roles have a word too."""
    known = me.plan.roles.get(role or "")
    if known:
        return known.title
    return t("the system") if role == "system" else (role or t("somebody"))


def party_name(me: Me, party: str | None) -> str:
    """The short name of a party, or UDEN ANSVARLIG's word."""
    if party is None:
        return look.UNOWNED.label
    known = me.plan.parties.get(party)
    return known.short if known else party


ARTICLES: Final = ("Den ", "Det ", "De ")


def party_in_full(me: Me, party: str | None) -> str:
    """The same by its full name: a sentence reads right with it, whatever stands short in tables."""
    known = me.plan.parties.get(party or "")
    return within(known.name) if known else party_name(me, party)


def within(name: str) -> str:
    """A name as it stands within a sentence: the article before it is small ("den boligsociale helhedsplan …")."""
    return name[:1].lower() + name[1:] if name.startswith(ARTICLES) else name


def incident_name(me: Me, standing_plan: int, exercise: bool, told: tuple[int, int, str, str]) -> str:
    """An incident by its number, category and place; `told` is how a plan names it."""
    _, number, category, place = told
    known = me.plan_of(standing_plan).categories.get(category)
    shown = t("E{n}", n=number) if exercise else str(number)
    return f"{shown} · {known.name if known else category} · {place}"


def require_hat(now: Me, role: str) -> None:
    """What was offered in one hat is not done in another. Raises NotAllowed("hat-changed")."""
    if now.viewer.role != role:
        raise NotAllowed("hat-changed", role=role_title(now, now.viewer.role), before=role_title(now, role))


def attempt(
    me: Me, command: Callable[..., Any], *args: Any, said: str, then: Callable[[Me, Any], None] | None = None,
    **kwargs: Any,
) -> None:  # fmt: skip
    """Carry out a one-click intention and remember what to tell; for on_click. `me` is who looked at the button.

    `then` is handed what the command answered, and may say where to go on to.
    """
    now = session.current()
    try:
        require_hat(now, me.viewer.role)
        outcome = command(now.store, now.viewer, *args, **kwargs)
    except Refusal as refusal:
        st.session_state[SAID] = ("no", sentence(me, refusal))
    else:
        st.session_state[SAID] = ("yes", said)
        if then is not None:
            then(now, outcome)


def go_on(file: str, **query: str) -> None:
    """Go on to another page when this one is drawn next: a click's own answer cannot leave the page."""
    st.session_state[GO_ON] = (file, query)


def show(*, key: str = "said") -> None:
    """Tell the answer to the last click: once as a toast when it is done, staying when it is not.

    Where a form is open it tells it by itself, under a `key` of its own: the toast of a part that is redrawn beneath
    would take the form's place.
    """
    if GO_ON in st.session_state:
        file, query = st.session_state.pop(GO_ON)
        st.switch_page(file, query_params=query)
    place = st.container(key=key)  # also when empty: what stands below keeps its place, else a map is drawn anew
    kind, text = st.session_state.get(SAID, ("", ""))
    if kind == "yes":
        del st.session_state[SAID]
        st.toast(unlisted(text), icon=":material/check_circle:")
    elif kind == "no":
        with place, st.container(horizontal=True, vertical_alignment="center", key=f"{key}-no"):
            st.error(text, icon=":material/error:")
            st.button(t("OK"), key=f"{key}-ok", on_click=forget)


def tell(text: str, *, done: bool = True) -> None:
    """Remember something to tell at the next redraw: that it is done, or why not, which stays until it is read."""
    st.session_state[SAID] = ("yes" if done else "no", text)


def forget() -> None:
    """The person has read it."""
    st.session_state.pop(SAID, None)


def redraw() -> None:
    """Draw the whole page anew: after a save, and when a form is opened."""
    st.rerun()


def redraw_part() -> None:
    """Draw this part of the page anew: a form after a refusal, with everything typed kept, or a map after a click.

    When the page as a whole is being drawn, the page is.
    """
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()
