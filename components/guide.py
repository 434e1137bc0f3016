"""Who does what, minute by minute: the user guide as a table of steps (domain.md 5.3).

A step is told to a role because the plan file lets the role do it, so the guide says nothing that the product would
refuse, and leaves out what a town has not. Names are the plan file's own.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from components import feedback
from components.texts import mark, t
from data import queries
from data.plan import Role, StandingPlan
from data.rules import access
from data.rules.access import Viewer
from data.rules.invitations import guest_roles
from data.vocabulary import Route, Verb


class Asked(NamedTuple):
    """For whom a step is told."""

    plan: StandingPlan
    role: Role
    viewer: Viewer
    day: date

    def may(self, verb: Verb) -> bool:
        """Whether the role may, with what is its own party's."""
        return access.may(self.viewer, verb, owner=self.viewer.party)

    @property
    def guest(self) -> bool:
        """Whether the role is at the table only when it is invited (R22)."""
        return self.role in guest_roles(self.plan, self.day)

    @property
    def answers_for(self) -> tuple[str, ...]:
        """The fora that the role answers for, in the form a sentence takes."""
        return tuple(forum.definite for forum in self.plan.fora.values() if self.role.code in forum.answering)

    @property
    def informed(self) -> tuple[str, ...]:
        """Those of them that are informed (R25)."""
        bodies = self.plan.informed_bodies
        return tuple(forum.definite for forum in bodies if self.role.code in forum.answering)


When = Callable[[Asked], bool]


class Step(NamedTuple):
    """Something that one does: told to whom the verb is granted and `when` holds; `page` is where."""

    said: str
    page: str = ""
    verb: Verb | None = None
    when: When = lambda _: True


class Moment(NamedTuple):
    """A part of an evening, and what comes in it."""

    title: str
    steps: tuple[Step, ...]


MOMENTS: Final = (
    Moment(
        mark("Minute 0: something happens"),
        (
            Step(mark("In danger: call 112 first. Write afterwards.")),
            Step(
                mark("Report it: what, where, when and what kind. It takes less than a minute; no names."),
                "melding.py", Verb.REPORT, lambda a: not a.guest,
            ),
            Step(
                mark("Reports are addressed to you. Open the newest on the overview, and say that you have seen it."),
                "overblik.py", Verb.MARK_READ, lambda a: a.role.receives is not None,
            ),
            Step(
                mark("Assess it: is it acute, could it lead to unrest, is there to be acted or only informed?"),
                "haendelser.py", Verb.ASSESS,
            ),
            Step(
                mark("Activate {group} if it is needed; a report alone does not. Those who may: {activators}."),
                "haendelser.py", Verb.ACTIVATE,
            ),
            Step(
                mark("Nothing is asked of you yet. {coordinator} or {council} reads reports and activates."),
                "overblik.py", Verb.READ, lambda a: not (a.may(Verb.REPORT) or a.guest),
            ),
            Step(
                mark("Help whoever cannot sign in: send a new link. You read no incidents yourself."),
                "personer.py", Verb.ADMINISTER, lambda a: not a.may(Verb.READ),
            ),
        ),
    ),
    Moment(
        mark("Minute 5: {group} is called in"),
        (
            Step(
                mark("Ring down the call list, a click a call. Does nobody answer, the next stand-in stands there."),
                "moede.py", Verb.RECORD_CALL,
            ),
            Step(
                mark("Answer the call. Can you not come, say who comes for {party}, and what they may commit it to."),
                when=lambda a: a.role.permanent and not a.role.coordinator,
            ),
            Step(
                mark("Tell {bodies} why {group} is activated, and note when and how."),
                "handlingsplan.py", Verb.INFORM, lambda a: bool(a.plan.informed_bodies),
            ),
            Step(
                mark("You are told, for {informed}, why {group} is activated. {coordinator} sees to it."),
                "overblik.py", Verb.READ, lambda a: bool(a.informed),
            ),
            Step(
                mark("Tell what you know and others do not: where it comes from, and how sure it is."),
                "haendelser.py", Verb.TELL_FACT, lambda a: not a.guest,
            ),
            Step(
                mark("The draft of the plan is open. Begin part 1 with what the report says."),
                "handlingsplan.py", Verb.WRITE_PLAN,
            ),
        ),
    ),
    Moment(
        mark("Minute 15: before the meeting"),
        (
            Step(
                mark("Summon to the emergency meeting: time, place or link. Set it before everybody is reached."),
                "moede.py", Verb.CALL_MEETING,
            ),
            Step(
                mark("Decide whether others are to be there, too. The plan suggests: {suggested}."),
                "moede.py", Verb.INVITE, lambda a: bool(_suggested(a)),
            ),
            Step(
                mark("Decide whether others are to be there, too. “No” is an answer, and is noted."),
                "moede.py", Verb.INVITE, lambda a: not _suggested(a),
            ),
            Step(
                mark("You are invited: open the link you were sent. You see this one incident, and act for {party}."),
                "overblik.py", Verb.READ, lambda a: a.guest,
            ),
            Step(mark("Put the board on the screen of the room."), "skaerme.py", Verb.PAIR_SCREEN),
            Step(
                mark("Write part 1 in a few words: how many are involved, and can it grow? Unknown is an answer."),
                "handlingsplan.py", Verb.WRITE_PLAN,
            ),
            Step(
                mark("Propose actions; the catalogue has the usual ones for this kind of incident."),
                "indsatser.py", Verb.PROPOSE_ACTION,
            ),
            Step(
                mark("Begin what is plainly for {party} to do: accept it, and say that it is under way."),
                "indsatser.py", Verb.ACCEPT_ACTION, lambda a: a.may(Verb.UPDATE_PROGRESS),
            ),
        ),
    ),
    Moment(
        mark("At the meeting"),
        (
            Step(
                mark("Lead through the agenda, an item a press, and read the decisions back before it ends."),
                "moede.py", Verb.RUN_MEETING,
            ),
            Step(
                mark("Note who takes part, for whom, and with which mandate."),
                "moede.py", Verb.SEAT,
            ),
            Step(
                mark("Say that you are there, for {party}, in the room or online."),
                "moede.py", Verb.ATTEND, lambda a: not a.may(Verb.SEAT) and a.role.party is not None,
            ),
            Step(
                mark("Answer for residents and for staff: do those who are hit need support?"),
                "handlingsplan.py", Verb.ANSWER_SUPPORT,
            ),
            Step(
                mark("Accept what {party} takes on, or decline it and say why. Nobody accepts for another party."),
                "indsatser.py", Verb.ACCEPT_ACTION,
            ),
            Step(
                mark("Write along: purpose, target groups, who does what. Take the others’ proposals over, or say no."),
                "handlingsplan.py", Verb.WRITE_PLAN,
            ),
            Step(
                mark("Would you word the plan otherwise, propose it. It is written by {writers}."),
                "handlingsplan.py", Verb.PROPOSE_CHANGE, lambda a: not a.may(Verb.WRITE_PLAN),
            ),
            Step(
                mark("Agree who speaks to the press, and who tells whom."),
                "kommunikation.py", Verb.NAME_SPOKESPERSON,
            ),
            Step(
                mark("Say whether {party} agrees to the plan, or with which reservation."),
                "handlingsplan.py", Verb.TAKE_STANCE,
            ),
            Step(
                mark("Agree the plan with an end time, a day and a clock time, and put it in force."),
                "handlingsplan.py", Verb.PUT_IN_FORCE,
            ),
            Step(
                mark("Individuals are spoken of last, in the closed item. These leave: {outside}. Write nothing."),
                "moede.py", Verb.HOLD_CLOSED_ITEM, lambda a: bool(_outside(a)),
            ),
            Step(
                mark("When the closed item begins, you leave. The page is empty for everybody until it has ended."),
                "moede.py", Verb.ATTEND, lambda a: not a.viewer.covered_115 and _any_closed(a.plan),
            ),
        ),
    ),
    Moment(
        mark("While it runs"),
        (
            Step(
                mark("Say how {party}’s actions go: a note and a status, a few words. What is late turns red."),
                "indsatser.py", Verb.UPDATE_PROGRESS,
            ),
            Step(
                mark("Say something within {silence} minutes, or {party} is shown as silent."),
                "indsatser.py", Verb.UPDATE_PROGRESS, lambda a: a.plan.limits.silence_minutes is not None,
            ),
            Step(
                mark("Write the situation picture when something has changed."),
                "handlingsplan.py", Verb.WRITE_PLAN,
            ),
            Step(
                mark("Approve the situation picture: from then on it is locked."),
                "handlingsplan.py", Verb.APPROVE_PICTURE,
            ),
            Step(
                mark("Look at what is told: confirm what is right, and refute rumours with a reason."),
                "haendelser.py", Verb.JUDGE_FACT,
            ),
            Step(
                mark("Write what residents are to know: what, what they should do, where to turn."),
                "kommunikation.py", Verb.WRITE_MESSAGE,
            ),
            Step(
                mark("Approve messages. Nothing is sent before."),
                "kommunikation.py", Verb.APPROVE_MESSAGE,
            ),
            Step(
                mark("Keep {bodies} informed; the age of the last notice is shown."),
                "handlingsplan.py", Verb.INFORM, lambda a: bool(a.plan.informed_bodies),
            ),
            Step(
                mark("Follow it here; everything is brought up to date by itself."),
                "overblik.py", Verb.READ, lambda a: not a.may(Verb.UPDATE_PROGRESS),
            ),
        ),
    ),
    Moment(
        mark("At the end"),
        (
            Step(
                mark("When the end time passes, nothing closes by itself. Close, extend with a reason, or hand over."),
                "handlingsplan.py", Verb.EXTEND,
            ),
            Step(
                mark("Say of each of {party}’s actions how it ended, and how one can see that it is done."),
                "indsatser.py", Verb.UPDATE_PROGRESS,
            ),
            Step(
                mark("What takes longer is handed over, with a day and a receiver, to one of: {receiving}."),
                "indsatser.py", Verb.HAND_OVER, lambda a: bool(_receiving(a)),
            ),
            Step(
                mark("Give your first impression: what worked, and what is to be better."),
                "handlingsplan.py", Verb.GIVE_IMPRESSION,
            ),
            Step(
                mark("Tell {bodies} that it ends."),
                "handlingsplan.py", Verb.INFORM, lambda a: bool(a.plan.informed_bodies),
            ),
            Step(
                mark("Close when the list of what is missing is empty."),
                "handlingsplan.py", Verb.CLOSE,
            ),
        ),
    ),
    Moment(
        mark("Afterwards"),
        (
            Step(
                mark("Answer the evaluation, and write the lessons down: who sees to each, and by when."),
                "gennemgang.py", Verb.EVALUATE,
            ),
            Step(
                mark("Say what has become of what was handed over to {forums}."),
                "fora.py", Verb.CONFIRM_HAND_OVER, lambda a: bool(a.answers_for),
            ),
            Step(
                mark("Put the review before {council} at its next meeting, and note what is decided."),
                "fora.py", Verb.TREAT_AT_COUNCIL,
            ),
            Step(
                mark("What is not acute is raised with {council}; it needs no activation."),
                "fora.py", Verb.RAISE_MATTER,
            ),
            Step(
                mark("Make the archive for the case system, and note the reference."),
                "arkiv.py", Verb.ARCHIVE,
            ),
            Step(
                mark("Read how it went: the log in plain words, minute by minute."),
                "historik.py", Verb.READ, lambda a: not (a.may(Verb.EVALUATE) or a.guest),
            ),
            Step(
                mark("Remove a name that was written all the same; it is gone for good."),
                "fjernelse.py", Verb.REDACT,
            ),
        ),
    ),
    Moment(
        mark("Between incidents"),
        (
            Step(
                mark("Try the call list: does everybody answer, and is the number right?"),
                "beredskabsplan.py", Verb.TEST_CALLS,
            ),
            Step(
                mark("Lead an exercise of an hour: you let things happen, minute by minute; evaluate it as any."),
                "oevelse.py", Verb.LEAD_EXERCISE,
            ),
            Step(
                mark("Keep your party’s accounts: one for each function, closed when somebody leaves."),
                "personer.py", Verb.KEEP_PEOPLE,
            ),
            Step(
                mark("Enter the days on which the fora meet."),
                "fora.py", Verb.KEEP_FORA,
            ),
            Step(
                mark("Open accounts, and take a changed plan file into use."),
                "personer.py", Verb.ADMINISTER,
            ),
            Step(
                mark("Read what may be written and what not, before it is needed."),
                "vejledning.py", Verb.READ,
            ),
        ),
    ),
)  # fmt: skip


def _titles(plan: StandingPlan, verb: Verb) -> str:
    return ", ".join(role.title for role in plan.roles_with(verb))


def _suggested(asked: Asked) -> str:
    """Of each kind of incident whom the plan suggests, of those that exist on the day (R22)."""
    plan = asked.plan
    pairs = [(one.name, plan.suggested_parties(code, asked.day)) for code, one in plan.categories.items()]
    return "; ".join(f"{name}: {', '.join(party.name for party in found)}" for name, found in pairs if found)


def _outside(asked: Asked) -> str:
    """The parties that leave for the closed item (R47)."""
    parties = asked.plan.parties.values()
    return ", ".join(one.name for one in parties if one.permanent and not one.covered_115)


def _any_closed(plan: StandingPlan) -> bool:
    return any(item.closed for item in (*plan.agenda, *plan.follow_up_agenda))


def _receiving(asked: Asked) -> str:
    return ", ".join(forum.definite for forum in asked.plan.fora.values() if forum.receives_handover)


def _term(plan: StandingPlan, word: str, otherwise: str) -> str:
    return plan.terms[word].definite if word in plan.terms else otherwise


def _names(asked: Asked) -> Mapping[str, object]:
    """The plan file's words for what the sentences name."""
    plan, party = asked.plan, asked.plan.party_of(asked.role.code)
    council = plan.roles_receiving(Route.COUNCIL)
    return {
        "group": _term(plan, "group", plan.title),
        "council": _term(plan, "council", ", ".join(role.title for role in council) or t("Council")),
        "coordinator": plan.coordinator.title,
        "activators": _titles(plan, Verb.ACTIVATE),
        "writers": _titles(plan, Verb.WRITE_PLAN),
        "party": feedback.within(party.name) if party else asked.role.title,
        "bodies": t(" and ").join(forum.definite for forum in plan.informed_bodies),
        "informed": t(" and ").join(asked.informed),
        "forums": t(" and ").join(asked.answers_for),
        "suggested": _suggested(asked),
        "outside": _outside(asked),
        "receiving": _receiving(asked),
        "silence": plan.limits.silence_minutes,
    }


class Told(NamedTuple):
    """A step in words, and the page where it is done; "" for none."""

    said: str
    page: str


def moments(plan: StandingPlan, day: date) -> list[tuple[str, Moment]]:
    """Every moment with its title in the words of the plan."""
    names = _names(Asked(plan, plan.coordinator, queries.viewer_of(plan, None, plan.coordinator.code), day))
    return [(t(moment.title, **names), moment) for moment in MOMENTS]


def told(plan: StandingPlan, role: Role, day: date) -> list[tuple[str, list[Told]]]:
    """Each moment with what the role does in it, in the reader's language; moments without anything are left out."""
    asked = Asked(plan, role, queries.viewer_of(plan, None, role.code), day)
    names = _names(asked)
    found = []
    for moment in MOMENTS:
        steps = [
            Told(t(step.said, **names), step.page)
            for step in moment.steps
            if (step.verb is None or asked.may(step.verb)) and step.when(asked)
        ]
        if steps:
            found.append((t(moment.title, **names), steps))
    return found
