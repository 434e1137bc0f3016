"""The words of the fora that screen and paper share: when they meet, and what each line of an agenda says.

Plain text; whoever draws it makes it safe. An exercise is said to be one in every line (6.13).
"""

from collections.abc import Callable, Iterable
from datetime import date

from components import look, times
from components.documents.naming import Naming
from components.plain import bare
from components.texts import t, tn
from data.places import Places
from data.plan import StandingPlan
from data.queries import MatterRow, OnTheList, ToFollowUp, ToReview
from data.queries.forum_agenda import AboutIncident
from data.rules.fora import ForumDate, Rhythm

PlanOf = Callable[[int], StandingPlan]


def when(one: ForumDate) -> str:
    """The day in full, and the clock time if it is known: onsdag 3. februar 2027 kl. 14.00."""
    if one.starts_at is not None:
        return times.in_full(one.starts_at)
    return times.weekday_and_day(one.day)


def days_to(day: date, today: date) -> str:
    """How far ahead it is."""
    ahead = (day - today).days
    if ahead == 0:
        return t("today")
    return tn("in {n} day", "in {n} days", ahead)


def rhythm(plan: StandingPlan, code: str, how: Rhythm) -> str:
    """What is wrong with the next date, as the plan file says how often the forum meets; empty if nothing is."""
    forum = plan.fora[code]
    said = forum.rhythm or tn("meets every month", "meets every {n} months", forum.every_months or 0)
    if how is Rhythm.MISSING:
        return t("No date is set. The plan says: {forum} {rhythm}.", forum=forum.definite, rhythm=said)
    if how is Rhythm.LATE:
        return t("The next date is later than the plan says: {forum} {rhythm}.", forum=forum.definite, rhythm=said)
    return ""


def incident(one: AboutIncident, plan_of: PlanOf) -> str:
    """12 · Fire · the quarter; an exercise says so first. A council needs no finer place (6.22)."""
    plan = plan_of(one.standing_plan_id)
    known = plan.categories.get(one.category)
    zone = Places.from_plan(plan).zone_name(one.zone) or t("outside the quarters")
    number = f"{t('EXERCISE')} {t('E{n}', n=one.number)}" if one.exercise else str(one.number)
    return f"{number} · {known.name if known else one.category} · {zone}"


def ended(one: ToReview) -> str:
    """Closed, or called off, and when."""
    return f"{look.INCIDENT[one.state].label} {times.whole_day(times.local(one.ended_at)) if one.ended_at else ''}"


def action(one: OnTheList, plan_of: PlanOf) -> str:
    """What was handed over; of one that concerns individuals its catalogue entry alone (R56)."""
    if not one.individuals:
        return bare(one.what)
    known = plan_of(one.about.standing_plan_id).catalogue.get(one.entry or "")
    return known.text if known else t("concerns individuals")


def handed_over(one: OnTheList, plan_of: PlanOf) -> str:
    """Who receives it, by when, and whether the forum has confirmed."""
    naming = Naming(plan_of(one.about.standing_plan_id), one.about.exercise)
    told = t("confirmed") if one.confirmed else t("not confirmed yet")
    due = t("to be taken up by {day}", day=times.whole_day(one.due))
    return f"{naming.role(one.receiver)} · {due} · {told}"


def lesson(one: ToFollowUp, plan_of: PlanOf) -> str:
    """Who sees to it, by when, and where it belongs."""
    naming = Naming(plan_of(one.about.standing_plan_id), one.about.exercise)
    due = t("due {day}", day=times.whole_day(one.due))
    return f"{naming.role(one.owner)} · {due} · {t(look.LESSON_PLACE[one.place])}"


def parties(plan: StandingPlan, codes: Iterable[str]) -> str:
    """Parties by their full names."""
    naming = Naming(plan, exercise=False)
    return ", ".join(naming.party(code) for code in codes)


def raised(row: MatterRow, plan: StandingPlan) -> str:
    """Who raised it, when, and the report it began as."""
    who = Naming(plan, exercise=False).role(row.role)
    said = t("Raised {day} by {who}", day=times.whole_day(times.local(row.at)), who=who)
    if row.incident is None:
        return said
    return f"{said} · " + t("from report {n}", n=row.incident[1])


def invited(row: MatterRow, plan: StandingPlan) -> str:
    """Who was invited to which meeting, and when; or that it waits for one."""
    if row.meeting is None or row.invited_at is None:
        return t("Waits for a meeting")
    return t(
        "On the agenda {day} · invited {when}: {parties}", day=times.whole_day(row.meeting.day),
        when=times.dated(row.invited_at), parties=parties(plan, row.invited),
    )  # fmt: skip
