"""The words of a mail, the same for sending and for copying; an exercise says so first and last (6.13)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from components import times
from components.plain import bare
from components.texts import mark, speaking, t
from data.plan import StandingPlan
from data.queries import CalledMeeting, Calling
from data.rules.meetings import MeetingState
from data.vocabulary import Language, MailKind

SMS: Final = 160
"""Characters of one text message."""
SHORTEST: Final = 12
"""Characters of a place that are worth keeping when it is cut."""


class Words(NamedTuple):
    """A mail's subject, on one line, and its text."""

    subject: str
    body: str


def words_of(plan: StandingPlan, calling: Calling, kind: MailKind, site: str = "") -> Words:
    """Subject and text; `site` is the public address of the product, "" for a mail without a link to it."""
    with speaking(Language.DANISH):
        subject = _subject(plan, calling, kind)
        lines = list(_stand_down(plan, calling) if kind is MailKind.STAND_DOWN else _summons(plan, calling))
        lines += [_link(calling, site), plan.title]
        if calling.exercise:
            lines = [exercise_mark(), *lines, exercise_mark()]
    return Words(subject, "\n\n".join(line for line in lines if line) + "\n")


def short_words(plan: StandingPlan, calling: Calling, kind: MailKind) -> str:
    """The same in the length of a text message; an address of an online meeting is kept whole, and makes it longer."""
    with speaking(Language.DANISH):
        incident, ring = _numbers(calling), t("Ring {role}.", role=title(plan, calling.caller))
        what = meeting_word(calling.meeting) if calling.meeting else ""
        if kind is MailKind.STAND_DOWN:
            said = t("Activation CALLED OFF.")
            if calling.meeting:
                said = t("{meeting} {when} CALLED OFF.", meeting=what, when=times.brief(calling.meeting.planned_at))
            return _marked(" ".join([said, incident, ring]), calling, " ")
        assert calling.meeting is not None
        when, link = times.brief(calling.meeting.planned_at), _line(bare(calling.meeting.link))
        told = [f"{what} {when}.", incident, ring, link]
        without = _marked(" ".join(part for part in told if part), calling, " ")
        room = SMS - len(without) - 2
        place = _line(bare(calling.meeting.place))
        if len(place) > room and not link:
            place = place[: max(room, SHORTEST) - 1].rstrip() + "…"
        told[0] = f"{what} {when}, {place}." if place else told[0]
        return _marked(" ".join(part for part in told if part), calling, " ")


def title(plan: StandingPlan, role: str) -> str:
    """A function as the plan file calls it."""
    known = plan.roles.get(role)
    return known.title if known else role


def meeting_word(meeting: CalledMeeting) -> str:
    """What kind of meeting it is."""
    return t("Follow-up meeting {n}", n=meeting.number) if meeting.follow_up else t("Emergency meeting")


def exercise_mark() -> str:
    """What every mail of an exercise begins and ends with."""
    with speaking(Language.DANISH):
        word = t("EXERCISE")
        return f"{word} {word}"


def _marked(said: str, calling: Calling, between: str = " · ") -> str:
    return between.join((exercise_mark(), said, exercise_mark())) if calling.exercise else said


def _line(written: str) -> str:
    """On one line: a subject takes no second one."""
    return " ".join(written.split())


def _subject(plan: StandingPlan, calling: Calling, kind: MailKind) -> str:
    if calling.meeting is None:
        said = t("Called off: {incident}", incident=_numbers(calling).rstrip("."))
    else:
        word, when = meeting_word(calling.meeting), times.in_full(calling.meeting.planned_at)
        said = (
            t("Called off: {meeting} {when}", meeting=word, when=when)
            if kind is MailKind.STAND_DOWN
            else t("{meeting} {when}", meeting=word, when=when)
        )
    return _line(_marked(f"{said} · {plan.area.short}", calling))


def _numbers(calling: Calling) -> str:
    said = ", ".join(str(covered.number) for covered in calling.incidents)
    return t("Exercise incident {n}.", n=said) if calling.exercise else t("Incident {n}.", n=said)


def _incidents(plan: StandingPlan, calling: Calling) -> str:
    told = []
    for covered in calling.incidents:
        category = plan.categories.get(covered.category)
        name = category.name if category else covered.category
        said = (
            mark("Exercise incident {n}: {category}, {place}")
            if calling.exercise
            else mark("Incident {n}: {category}, {place}")
        )
        told.append(t(said, n=covered.number, category=name, place=_line(covered.place)))
    return "\n".join(told)


def _group(plan: StandingPlan) -> str:
    return plan.terms["group"].definite if "group" in plan.terms else plan.title


def _summons(plan: StandingPlan, calling: Calling) -> Iterator[str]:
    meeting = calling.meeting
    assert meeting is not None
    yield t("You are called to a meeting of {group} in {area}.", group=_group(plan), area=plan.area.name)
    yield "\n".join(_particulars(plan, calling, meeting))
    yield _incidents(plan, calling)
    agenda = plan.follow_up_agenda if meeting.follow_up and plan.follow_up_agenda else plan.agenda
    if agenda:
        yield "\n".join([t("Agenda"), *(f"{n}. {item.text}" for n, item in enumerate(agenda, 1))])
    yield t(
        "Reply by phone to {role}: whether you come, or who comes for you and with what mandate. "
        "Nobody reads answers to this mail.", role=title(plan, calling.caller),
    )  # fmt: skip


def _particulars(plan: StandingPlan, calling: Calling, meeting: CalledMeeting) -> Iterator[str]:
    yield t("What: {meeting}", meeting=meeting_word(meeting))
    yield t("When: {when}", when=times.in_full(meeting.planned_at))
    if place := _line(bare(meeting.place)):
        yield t("Where: {place}", place=place)
    if link := _line(bare(meeting.link)):
        yield t("Online: {link}", link=link)
    yield t("Called by: {role}", role=title(plan, calling.caller))
    yield t("Chair: {role}", role=title(plan, meeting.chair))
    if meeting.recorder:
        yield t("Recorder: {role}", role=title(plan, meeting.recorder))


def _stand_down(plan: StandingPlan, calling: Calling) -> Iterator[str]:
    if calling.meeting is None:
        yield t("The activation of {group} in {area} is called off.", group=_group(plan), area=plan.area.name)
    else:
        word, when = meeting_word(calling.meeting), times.in_full(calling.meeting.planned_at)
        yield t("The meeting is called off: {meeting}, {when}.", meeting=word, when=when)
    yield _incidents(plan, calling)
    yield t("You need not come. Questions by phone to {role}.", role=title(plan, calling.caller))


def _link(calling: Calling, site: str) -> str:
    if not site or calling.meeting is None or calling.meeting.state is MeetingState.CANCELLED:
        return ""
    return t("Follow it here: {link}", link=f"{site.rstrip('/')}/moede?plan={calling.meeting.plan}")
