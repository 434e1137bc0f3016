"""What has aged in the standing plan, each line with what to do about it (6.28).

It depends on the plan, the day, and on what is seldom done: so the start page draws it once and not with every change
of the log. The plan's own page follows, since a call test is worked down there.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

import streamlit as st

from components import contact_card, times
from components.plain import plain
from components.session import Me
from components.texts import t, tn
from data import queries
from data.plan import MENDED_AT, Aged, Line, StandingPlan, line_of, lines, successors
from data.vocabulary import Verb

PAGE: Final = "beredskabsplan.py"


class Told(NamedTuple):
    """A line of the list: what has aged, what to do, and where in the plan file; plain text."""

    what: str
    remedy: str
    place: str


def row(me: Me) -> None:
    """One calm row of the start page; nothing for a guest, who is here for one incident."""
    if me.viewer.only is not None or not (found := _lines(me)):
        return
    said = tn(
        "The preparedness plan: {n} thing to look after", "The preparedness plan: {n} things to look after", len(found)
    )
    with st.expander(said, icon=":material/fact_check:", key="hygiene"):
        _list(me, found)
        st.page_link(PAGE, label=t("Open the preparedness plan"), icon=":material/menu_book:")


def about(me: Me) -> None:
    """The same list on the plan's own page, open."""
    st.header(t("What to look after"), anchor=False)
    found = _lines(me)
    if not found:
        st.success(t("Nothing in the plan has aged."), icon=":material/check_circle:")
        return
    _list(me, found)
    if me.viewer.only is None:
        with st.container(key="ask-contacts", gap="xsmall"):
            contact_card.asks(me)
    st.caption(t("Whoever administers mends the plan file and takes it into use here; nothing is restarted."))


def _lines(me: Me) -> tuple[Line, ...]:
    return lines(me.plan, times.today(), queries.kept(me.store))


def _list(me: Me, found: tuple[Line, ...]) -> None:
    """Each with its remedy; where in the plan file it is mended, for those who mend it."""
    for line in found:
        told = tell(me.plan, line, times.today())
        place = f" :gray[{plain(told.place)}]" if told.place and me.may(Verb.ADMINISTER) else ""
        st.markdown(f"- **{plain(told.what)}**  \n  {plain(told.remedy)}{place}")
        if line.aged is Aged.EXERCISE_DUE and me.may(Verb.REPORT) and me.viewer.only is None:
            st.page_link("melding.py", label=t("Report an exercise"), icon=":material/exercise:")


def tell(plan: StandingPlan, line: Line, today: date) -> Told:
    """The words of a line."""
    what, remedy = _SAID[line.aged](plan, line, today)
    return Told(what, remedy, _place(plan, line))


def _place(plan: StandingPlan, line: Line) -> str:
    """Where in the plan file it is mended; empty for what is mended by doing it."""
    if line.aged not in MENDED_AT:
        return ""
    section, word = MENDED_AT[line.aged]
    number = line_of(plan.text, *(part for part in (section, line.codes[0], word) if part))
    if number is None:
        return t("In the plan file: {word}", word=word or section)
    return t("In the plan file: {word}, line {line}", word=word or section, line=number)


def _day(day: date | None) -> str:
    return times.whole_day(day) if day else "–"


def _roles(plan: StandingPlan, codes: tuple[str, ...]) -> str:
    return ", ".join(plan.role(code).title for code in codes)


Say = tuple[str, str]


def _period(plan: StandingPlan, line: Line, _: date) -> Say:
    return (
        t("The period {period} ended on {day}.", period=plan.period, day=_day(line.since)),
        t("Agree what applies now, and write the new basis and period."),
    )


def _approval(plan: StandingPlan, _line: Line, _: date) -> Say:
    return (
        t("Approval by Landsbyggefonden: {approval}.", approval=plan.approval),
        t("Find the approval, or ask for it, and write its date."),
    )


def _revision(_plan: StandingPlan, line: Line, _: date) -> Say:
    return t("The plan was to be revised by {day}.", day=_day(line.since)), t("Revise it, and write the next date.")


def _signature(plan: StandingPlan, line: Line, _: date) -> Say:
    parties = ", ".join(plan.party(code).name for code in line.codes)
    return t("Signature missing: {parties}.", parties=parties), t("Have the plan signed, and write who and when.")


def _party(plan: StandingPlan, line: Line, today: date) -> Say:
    """Each outdated party and who it is now."""
    said = []
    for party in (plan.party(code) for code in line.codes):
        now = [t("{party} since {day}", party=p.name, day=_day(p.valid_from)) for p in successors(plan, party, today)]
        ended = t("{party} ended on {day}.", party=party.name, day=_day(party.valid_to))
        said.append(" ".join([ended, t("Now: {parties}.", parties=", ".join(now))] if now else [ended]))
    return (
        " ".join(said),
        t("The product suggests the party of the day; write it into the plan when it is next signed."),
    )


def _contact_missing(plan: StandingPlan, line: Line, _: date) -> Say:
    return (
        t("No contact: {roles}.", roles=_roles(plan, line.codes)),
        t("Get name, telephone and e-mail, and write them into the plan file."),
    )


def _confirming() -> str:
    return t(
        "Each confirms with one press at sign-in or by a mail, or is rung in a call test. Correct what has changed."
    )


def _contact(plan: StandingPlan, line: Line, _: date) -> Say:
    said = tn(
        "Contacts not confirmed for more than {n} month: {roles}. The oldest is from {day}.",
        "Contacts not confirmed for more than {n} months: {roles}. The oldest is from {day}.",
        plan.limits.contact_months, roles=_roles(plan, line.codes), day=_day(line.since),
    )  # fmt: skip
    return said, _confirming()


def _stand_in(plan: StandingPlan, line: Line, _: date) -> Say:
    return (
        t("No stand-in: {roles}.", roles=_roles(plan, line.codes)),
        t("Agree on a stand-in with a mandate for each, and write them into the plan file."),
    )


def _stand_in_old(plan: StandingPlan, line: Line, _: date) -> Say:
    said = tn(
        "Stand-ins not confirmed for more than {n} month: {roles}. The oldest is from {day}.",
        "Stand-ins not confirmed for more than {n} months: {roles}. The oldest is from {day}.",
        plan.limits.contact_months, roles=_roles(plan, line.codes), day=_day(line.since),
    )  # fmt: skip
    return said, _confirming()


def _call_test(plan: StandingPlan, line: Line, _: date) -> Say:
    limit = plan.limits.call_test_months or 0
    said = (
        tn(
            "The call list was tried out last on {day}, more than {n} month ago.",
            "The call list was tried out last on {day}, more than {n} months ago.", limit, day=_day(line.since),
        )
        if line.since
        else t("The call list has never been tried out.")
    )  # fmt: skip
    return said, t("Start a call test on the page of the preparedness plan, and ring everybody.")


def _exercise(plan: StandingPlan, line: Line, _: date) -> Say:
    limit = plan.limits.exercise_months or 0
    said = (
        tn(
            "The last exercise ended on {day}, more than {n} month ago.",
            "The last exercise ended on {day}, more than {n} months ago.", limit, day=_day(line.since),
        )
        if line.since
        else t("No exercise has been held to its end.")
    )  # fmt: skip
    return said, t("Agree on a day, report the incident as an exercise, and close its plan when it is over.")


def _meeting(plan: StandingPlan, line: Line, _: date) -> Say:
    fora = ", ".join(plan.fora[code].definite for code in line.codes)
    return t("No date for the next meeting: {fora}.", fora=fora), t(
        "Agree on the dates, and set them on the page Fora."
    )


def _statute(plan: StandingPlan, line: Line, _: date) -> Say:
    said = tn(
        "{n} statute text is older than the plan file allows. The oldest is from {day}.",
        "{n} statute texts are older than the plan file allows. The oldest is from {day}.",
        len(line.codes), day=_day(line.since),
    )  # fmt: skip
    return (
        said,
        tn(
            "The limit is {n} month. Have the municipality’s lawyer check them, and write the day.",
            "The limit is {n} months. Have the municipality’s lawyer check them, and write the day.",
            plan.limits.statute_months,
        ),
    )


_SAID: Final[Mapping[Aged, Callable[[StandingPlan, Line, date], Say]]] = {
    Aged.PERIOD_ENDED: _period,
    Aged.APPROVAL_NOT_DOCUMENTED: _approval,
    Aged.REVISION_DUE: _revision,
    Aged.SIGNATURE_MISSING: _signature,
    Aged.PARTY_OUTDATED: _party,
    Aged.CONTACT_MISSING: _contact_missing,
    Aged.CONTACT_UNCONFIRMED: _contact,
    Aged.STAND_IN_MISSING: _stand_in,
    Aged.STAND_IN_UNCONFIRMED: _stand_in_old,
    Aged.CALL_TEST_DUE: _call_test,
    Aged.EXERCISE_DUE: _exercise,
    Aged.NO_NEXT_MEETING: _meeting,
    Aged.STATUTE_UNCHECKED: _statute,
}
