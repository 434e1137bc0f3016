"""A review in words, as plain text in rows: the page and the paper say the same (domain.md 5.4).

Nothing is guessed: what the log does not hold is *not registered*, and never zero.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from components import look, proportions, times
from components.documents.blocks import Strong
from components.documents.naming import Naming
from components.documents.plan_actions import owner, status
from components.plain import bare
from components.texts import mark, t, tn
from data.places import Places
from data.queries import Review, ReviewAction, ReviewMessage, ReviewParty
from data.rules import fora
from data.rules import review as rules
from data.rules.fold import Point
from data.rules.fold_lines import Moment
from data.rules.review import Counted, Matter, Open
from data.vocabulary import IncidentState, Mandate, MessageState, SeatKind

LATER: Final = timedelta(minutes=1)
"""What is registered later than this after it happened is said with both times (6.30)."""
POINT: Final[Mapping[Point, str]] = {
    Point.HAPPENED: mark("It happened"),
    Point.REPORTED: mark("First report received"),
    Point.READ: mark("Report read"),
    Point.ASSESSED: mark("First assessed"),
    Point.ACTIVATED: mark("Activated"),
    Point.CALLED: mark("Calling-in begun"),
    Point.REACHED: mark("All fixed members reached"),
    Point.MEETING: mark("Meeting opened"),
    Point.AGREED: mark("Plan agreed"),
    Point.IN_FORCE: mark("Plan in force"),
    Point.BEGUN: mark("First action begun"),
    Point.DONE: mark("First action done"),
    Point.TOLD: mark("First message sent"),
    Point.CLOSED: mark("Incident closed"),
    Point.EVALUATED: mark("Evaluated"),
    Point.REVIEWED: mark("Dealt with by {council}"),
}
MATTER: Final[Mapping[Open, str]] = {
    Open.UNOWNED: mark("Nobody is responsible for action {actions}. Who takes it?"),
    Open.UNFINISHED: mark("Action {actions} has not been brought to an end. What becomes of it?"),
    Open.HANDED_OVER: mark(
        "Action {actions} was handed over to {codes}. That it was received is not registered: who confirms it?"
    ),
    Open.LATE: mark("Action {actions} was done after its deadline. What is to be learned?"),
    Open.PUT_OFF: mark("The deadline of action {actions} was put off. Was the first one realistic?"),
    Open.RESERVED: mark(
        "Action {actions} was accepted without a mandate, and never confirmed. Does the party stand by it?"
    ),
    Open.NOT_INFORMED: mark("That {codes} was informed is not registered. Was it?"),
    Open.NO_LAST_NOTICE: mark("No last notice to {codes} is registered. Who gives it?"),
    Open.NOT_REPRESENTED: mark("Not represented at any meeting: {codes}. What is needed for next time?"),
    Open.NO_IMPRESSION: mark("No first impression from {codes}. Is one to be asked for?"),
    Open.LESSON_LATE: mark("Past its day is a lesson that {codes} sees to. What becomes of it?"),
    Open.NOT_TREATED: mark("That {council} has dealt with the incident is not registered. What does it decide?"),
    Open.NOT_EVALUATED: mark("That the evaluation is given is not registered. Who gives it, and when?"),
}
OF_FORA: Final = frozenset({Open.HANDED_OVER, Open.NOT_INFORMED, Open.NO_LAST_NOTICE})


class Rows(NamedTuple):
    """A table: its heading row, its rows as plain text, and how wide the columns are beside each other."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def not_registered() -> str:
    """What is said of a moment that no line of the log holds."""
    return t("not registered")


def title(review: Review, naming: Naming) -> str:
    """The incident by number, category and quarter."""
    number = t("E{n}", n=review.number) if review.exercise else str(review.number)
    return f"{number} · {category(review, naming)} · {quarter(review, naming)}"


def category(review: Review, naming: Naming) -> str:
    """What kind of incident it was."""
    known = naming.plan.categories.get(review.folded.category)
    return known.name if known else review.folded.category


def quarter(review: Review, naming: Naming) -> str:
    """The quarter it happened in; a reviewer needs no finer place (6.22)."""
    return Places.from_plan(naming.plan).zone_name(review.zone) or t("outside the quarters")


def state(review: Review) -> str:
    """Closed, or called off."""
    return look.INCIDENT[review.folded.state].label


def facts(review: Review, naming: Naming) -> tuple[tuple[str, str], ...]:
    """What, where, when, which category, how large; nobody's name (5.4)."""
    folded = review.folded
    route = look.route(folded.route, naming.plan.coordinator.title, _council(naming))
    active = folded.activated_by
    rows = [
        (t("What"), bare(review.what)),
        (t("Where"), quarter(review, naming)),
        (t("When"), when(folded.moments.get(Point.HAPPENED))),
        (t("Category"), category(review, naming)),
        (t("Scale"), scale(review)),
        (t("Response"), t(look.RESPONSE[folded.response]) if folded.response else not_registered()),
        (t("Activated by"), naming.role(active) if active else not_registered()),
        (t("By the road of"), route if folded.route else ""),
        (t("How it ended"), state(review)),
        (t("End time"), _end(review)),
    ]
    if review.others:
        listed = ", ".join(t("E{n}", n=n) if review.exercise else str(n) for n in review.others)
        shared = tn(
            "The plan covers incident {numbers} as well; its actions and messages are counted here.",
            "The plan covers incidents {numbers} as well; their actions and messages are counted here.",
            len(review.others), numbers=listed,
        )  # fmt: skip
        rows.append((t("Together with"), shared))
    return tuple((label, said) for label, said in rows if said)


def the_council(naming: Naming) -> str:
    """The forum that looks back at incidents, as a sentence says it: in the plan's own word."""
    found = fora.council(naming.plan) or naming.plan.terms.get("council")
    return found.definite if found else t("the council")


def _council(naming: Naming) -> str:
    found = naming.plan.terms.get("council")
    return found.base if found else t("Council")


def scale(review: Review) -> str:
    """How many were involved and the risk, as said last (R34)."""
    involved, risk = review.folded.involved, review.folded.risk
    told = not_registered()
    if involved is not None:
        told = t("unknown") if involved.unknown else proportions.number(involved)
    word = t(look.RISK_WORD[risk]).lower() if risk else not_registered()
    return t("involved: {number} · risk of escalation: {risk}", number=told, risk=word)


def _end(review: Review) -> str:
    folded = review.folded
    if folded.ends_at is None:
        return not_registered()
    extended = tn("extended {n} time", "extended {n} times", folded.extensions) if folded.extensions else ""
    return " · ".join(part for part in (times.dated(folded.ends_at), extended) if part)


def when(moment: Moment | None) -> str:
    """When it happened, and when it was registered if that was later."""
    if moment is None:
        return not_registered()
    said = times.dated(moment.at)
    if moment.registered - moment.at <= LATER:
        return said
    return t("{time} (registered {later})", time=said, later=times.dated(moment.registered))


def point(review: Review, which: Point) -> str:
    """What a moment is called."""
    if which is Point.TOLD and review.to_residents:
        return t("First message to residents")
    if which is Point.CLOSED and review.folded.state is IncidentState.CALLED_OFF:
        return t("Called off")
    return t(POINT[which])


def timeline(review: Review, naming: Naming) -> Rows:
    """Every moment, those that are not registered among them; each board has its own."""
    folded = review.folded
    rows = []
    for which in Point:
        said = _treated(review, naming) if which is Point.REVIEWED else when(folded.moments.get(which))
        rows.append((point(review, which).format(council=the_council(naming)), loud(said)))
        if which is Point.TOLD:
            rows += [(label, loud(when(moment))) for label, moment in _boards(review, naming)]
    return Rows((t("Moment"), t("When")), tuple(rows), (40, 60))


def _treated(review: Review, naming: Naming) -> str:
    """The day on which a council dealt with it first: a meeting of a forum has a day, and often no hour."""
    first = min(review.decided, key=lambda one: one.day, default=None)
    return f"{times.whole_day(first.day)}, {naming.forum(first.forum)}" if first else not_registered()


def loud(said: str) -> str:
    """What is not registered must be seen."""
    return Strong(said) if said == not_registered() else said


def _boards(review: Review, naming: Naming) -> Iterator[tuple[str, Moment | None]]:
    """Each board that must be informed, and when it was for the first time (R25)."""
    for forum in naming.plan.informed_bodies:
        notice = review.folded.notices.get(forum.code)
        yield t("{board} informed", board=forum.name), notice.first if notice else None


def spans(review: Review, naming: Naming) -> Rows:
    """The durations that domain.md 5.4 asks for."""
    folded = review.folded
    rows = []
    for start, end in rules.SPANS:
        name = f"{point(review, start)} → {point(review, end)}"
        rows.append((name, length(folded.at(start), folded.at(end))))
        if end is Point.TOLD:
            for label, moment in _boards(review, naming):
                named = f"{point(review, Point.ACTIVATED)} → {label}"
                rows.append((named, length(folded.at(Point.ACTIVATED), moment.at if moment else None)))
    return Rows((t("From → to"), t("How long it took")), tuple(rows), (60, 40))


def length(start: datetime | None, end: datetime | None) -> str:
    """How long, or that one of the two is not registered; a plan may be older than the incident."""
    found = rules.span(start, end)
    if found is not None:
        return exact(found)
    return Strong(not_registered()) if start is None or end is None else t("came before")


def exact(span: timedelta) -> str:
    """How long, to the minute and never zero: under 1 min, 12 min, 3 h 5 min, 2 days 4 h."""
    if span < timedelta(minutes=1):
        return t("under 1 min")
    if span < timedelta(hours=48):
        return times.span(span)
    hours = int(span.total_seconds() // 3600)
    days = times.span(timedelta(days=hours // 24))
    return f"{days} {t('{h} h', h=hours % 24)}" if hours % 24 else days


def matter(one: Matter, naming: Naming) -> str:
    """What is to be decided about."""
    name = naming.forum if one.kind in OF_FORA else naming.role if one.kind is Open.LESSON_LATE else naming.party
    return t(MATTER[one.kind]).format(
        actions=", ".join(map(str, one.actions)),
        codes=", ".join(name(code) for code in one.codes),
        council=the_council(naming),
    )


def counted(review: Review, naming: Naming) -> Rows:
    """What became of each party's actions. Those that concern individuals are a number and nothing else (R56)."""
    head = (
        t("Party"), t("Proposed"), t("Accepted"), t("Done"), t("Of these late"), t("Cancelled"), t("Handed over"),
        t("Not ended"), t("Given back"), t("About individuals"),
    )  # fmt: skip
    return Rows(head, tuple(_counted(one, naming) for one in review.counted), (19, 9, 8, 11, 8, 8, 11, 10, 8, 8))


def _counted(one: Counted, naming: Naming) -> tuple[str, ...]:
    def strong(number: int) -> str:
        return Strong(number) if number else "0"

    return (
        naming.party(one.party) if one.party else Strong(look.UNOWNED.label), str(one.proposed), str(one.accepted),
        str(one.done), strong(one.late), str(one.cancelled), str(one.handed_over), strong(one.left),
        str(one.given_back), str(one.individuals),
    )  # fmt: skip


def counted_briefly(review: Review, naming: Naming) -> Rows:
    """The same in two columns for the screen, which fits a phone: what there is none of is left out."""
    return Rows(
        (t("Party"), t("What became of its actions")), tuple(_briefly(one, naming) for one in review.counted), (30, 70)
    )  # fmt: skip


def _briefly(one: Counted, naming: Naming) -> tuple[str, ...]:
    late = tn("of these {n} late", "of these {n} late", one.late) if one.late else ""
    done = tn("{n} done", "{n} done", one.done)
    told = (
        (one.proposed, tn("{n} proposed", "{n} proposed", one.proposed)),
        (one.accepted, tn("{n} accepted", "{n} accepted", one.accepted)),
        (one.done, f"{done} ({late})" if late else done),
        (one.cancelled, tn("{n} cancelled", "{n} cancelled", one.cancelled)),
        (one.handed_over, tn("{n} handed over", "{n} handed over", one.handed_over)),
        (one.left, tn("{n} not ended", "{n} not ended", one.left)),
        (one.given_back, tn("{n} given back", "{n} given back", one.given_back)),
        (one.individuals, tn("{n} about individuals", "{n} about individuals", one.individuals)),
    )
    said = " · ".join(words for number, words in told if number)
    pressing = one.late or one.left or not one.party
    return naming.party(one.party) if one.party else Strong(look.UNOWNED.label), Strong(said) if pressing else said


def messages(review: Review, naming: Naming) -> Rows:
    """To whom, when, from whom; those that never went out say so."""
    rows = tuple(
        (
            str(one.told.number), ", ".join(map(naming.audience, one.audiences)), _sent(one),
            naming.party(one.told.sent_party) if one.told.sent_party else "–",
        )
        for one in review.messages
        if one.told.state is not MessageState.DISCARDED
    )  # fmt: skip
    return Rows((t("No."), t("To"), t("Sent"), t("By")), rows, (6, 44, 26, 24))


def _sent(one: ReviewMessage) -> str:
    if one.told.sent_at is None:
        return Strong(t("never sent"))
    corrected = one.told.state is MessageState.CORRECTED
    return times.dated(one.told.sent_at) + (f" ({look.MESSAGE[one.told.state].label.lower()})" if corrected else "")


def press(review: Review, naming: Naming) -> str:
    """Who spoke to the press at the end, by function (R42)."""
    if not review.folded.speakers:
        return t("Press: nobody was named.")
    named = []
    for one in review.folded.speakers:
        topic = f" ({bare(review.topics[one.topic])})" if one.topic else ""
        named.append(f"{naming.role(one.role)}{topic}")
    return t("Press: {who}", who=", ".join(named))


def represented(review: Review, naming: Naming) -> Rows:
    """Which parties sat at a meeting, as what, with what mandate; and who was reached."""
    held = any(one.started_at for one in review.folded.meetings)
    rows = tuple(
        (naming.party(one.party), _how(one, registered=held), _reached(review, one, naming)) for one in review.parties
    )
    return Rows((t("Party"), t("Represented"), t("Called in")), rows, (34, 36, 30))


def _how(one: ReviewParty, *, registered: bool) -> str:
    """As what it sat; where no meeting is registered, nothing is known of who did."""
    if not one.seats:
        return Strong(t("not represented") if registered else not_registered())
    kinds = dict.fromkeys(seat.kind for seat in one.seats)
    words = {
        SeatKind.MEMBER: t("by its member"), SeatKind.STAND_IN: t("by a stand-in"), SeatKind.GUEST: t("as a guest"),
    }  # fmt: skip
    found = {seat.mandate for seat in one.seats}
    best = next(mandate for mandate in (Mandate.FULL, Mandate.LIMITED, Mandate.UNKNOWN) if mandate in found)
    said = ", ".join([*(words[kind] for kind in kinds), look.MANDATE[best].label.lower()])
    return Strong(said) if one.stand_in_alone or best is not Mandate.FULL else said


def _reached(review: Review, one: ReviewParty, naming: Naming) -> str:
    """When the party's first fixed member was in, or how often nobody answered."""
    roles = [role.code for role in naming.plan.roles_of(one.party) if role.permanent]
    made = [review.folded.calls[role] for role in roles if role in review.folded.calls]
    since = min((call.reached_at for call in made if call.reached_at), default=None)
    if since:
        by = t("stand-in reached") if all(call.stand_in for call in made if call.reached_at) else t("reached")
        return f"{by} {times.dated(since)}"
    tried = sum(call.tried for call in made)
    if not tried:
        return not_registered()
    return Strong(tn("tried {n} time, not reached", "tried {n} times, not reached", tried))


def closed_items(review: Review) -> str:
    """Closed items as a number and a length each: nothing more is known (R48, 6.2)."""
    lengths = [length for one in review.folded.meetings for length in one.closed]
    if not lengths:
        return t("Closed items: none")
    said = ", ".join(exact(length) for length in lengths)
    return t("Closed items: {n}, length: {lengths}", n=len(lengths), lengths=said)


def meetings(review: Review) -> str:
    """The meetings that were held, with their length."""
    held = [one for one in review.folded.meetings if one.started_at]
    if not held:
        if (told := review.folded.at(Point.MEETING)) is not None:  # said by whoever noted what was agreed
            return t(
                "A meeting {time} is noted with the agreement; who took part is not registered.", time=times.dated(told)
            )
        return t("No meeting is registered.")
    said = []
    for one in held:
        assert one.started_at is not None
        lasted = exact(one.ended_at - one.started_at) if one.ended_at else t("its end is not registered")
        said.append(t("meeting {n} {time} ({span})", n=one.number, time=times.dated(one.started_at), span=lasted))
    return t("Meetings: {list}", list=", ".join(said))


def impressions(review: Review, naming: Naming) -> Rows:
    """The first impressions as they were given, by party."""
    rows = tuple(
        (naming.party(one.party) if one.party else naming.role(one.role), bare(one.good), bare(one.better))
        for one in review.impressions
    )
    return Rows((t("Party"), t("What worked"), t("What to do better")), rows, (24, 38, 38))


def all_actions(review: Review, naming: Naming) -> Rows:
    """Every action with how it went; of those about individuals only whether it began and ended."""
    head = (t("No."), t("Action"), t("Responsible"), t("Deadline"), t("Status"), t("Accepted"), t("Done"))
    return Rows(head, tuple(_action(one, naming) for one in review.actions), (5, 33, 17, 14, 14, 14, 14))


def _action(one: ReviewAction, naming: Naming) -> tuple[str, ...]:
    told = one.told
    said = status(told.status, person_related=one.individuals, overdue=False)
    whose = owner(told.party, naming, unowned=told.unowned)
    if one.individuals:
        return str(told.number), bare(one.what), whose, "–", said, "–", "–"
    due = times.dated(told.deadline) if told.deadline else t("none")
    due += " " + tn("(put off {n} time)", "(put off {n} times)", told.moved) if told.moved else ""
    if told.late:
        said = Strong(t("{status}, late", status=said))
    if told.reserved:
        said = Strong(f"{said}, {look.RESERVED.label.lower()}")
    taken = times.dated(told.accepted_at) if told.accepted_at else "–"
    return str(told.number), bare(one.what), whose, due, said, taken, when(told.done) if told.done else "–"
