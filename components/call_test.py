"""A call test, worked down by whoever rings, while others see it get on; and what earlier ones showed (R17, R19)."""

from typing import Any, Final

import streamlit as st

from components import feedback, look, times
from components.contact_card import UNBROKEN
from components.plain import plain
from components.session import Me
from components.standing_plan import spaced
from components.texts import t
from data import commands, queries
from data.queries import CallTestView, RungRow
from data.vocabulary import CallResult, Verb


def show(me: Me) -> None:
    """The test that is running, or the way to begin one; then the earlier ones. Nothing for a guest."""
    if me.viewer.only is not None:
        return
    running, held = queries.running_call_test(me.store, me.viewer), queries.call_tests_held(me.store, me.viewer)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(t("Call test"), anchor=False, width="content")
        if running is not None:
            _badge(running)
    with st.container(key="call-test", gap="small"):
        if running is not None:
            _running(me, running)
        else:
            _start(me, held)
        for test in held:
            _held(me, test)


def _badge(test: CallTestView) -> None:
    whole = test.reached == test.total
    st.badge(
        t("{n} of {total} reached", n=test.reached, total=test.total),
        icon=":material/check_circle:" if whole else ":material/call:", color="green" if whole else "orange",
    )  # fmt: skip


def _start(me: Me, held: tuple[CallTestView, ...]) -> None:
    if not held:
        st.caption(t("The call list has never been tried out. A test shows who can be reached, and how fast."))
    if not me.may(Verb.TEST_CALLS):
        return
    calm = queries.may_test_now(me.store)
    after = held[0].id if held else 0
    _button(
        me, t("Start a call test"), commands.start_call_test, f"call-test-after-{after}", t("The call test has begun."),
        icon=":material/call:", disabled=not calm,
    )  # fmt: skip
    if not calm:
        st.caption(t("A real incident is active, and it comes first. The call test waits until it is over."))


def _running(me: Me, test: CallTestView) -> None:
    began = t("Begun {time} by {role}.", time=times.when(test.at, me.now), role=feedback.role_title(me, test.role))
    said = t("Ring everybody, and say that it is a test: nobody has to come.")
    st.markdown(f"{plain(began)} {plain(said)}")
    if test.waits:
        st.warning(
            t("A real incident is active, and it comes first. The call test waits until it is over."),
            icon=":material/campaign:",
        )
    tries = me.may(Verb.TEST_CALLS)
    grid = st.grid(2, min_column_width=400, gap="small")
    for row in test.rows:
        with grid.cell():
            _row(me, test, row, tries=tries)
    for role in test.unlisted:
        st.caption(t("{role}: no contact in the plan file.", role=plain(feedback.role_title(me, role))))
    if not me.may(Verb.SEE_CONTACTS):
        st.caption(t("Names and numbers are shown to those alone who may see contacts."))
    if tries:
        _end(me, test)


def _row(me: Me, test: CallTestView, row: RungRow, *, tries: bool) -> None:
    how = _stands(row)
    who = "holder" if row.stand_in is None else str(row.stand_in)
    with st.container(border=True, gap="xsmall", key=f"tested-{row.role}-{who}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(_who(me, row))}**", width="content")
            st.badge(how.label, icon=how.icon, color=how.colour)
            if row.took is not None:
                st.caption(t("after {span}", span=times.span(row.took)), width="content")
        if row.name:
            number = spaced(row.phone).replace(" ", UNBROKEN)
            phone = f":material/call:{UNBROKEN}[**{number}**](tel:{row.phone})"
            st.markdown(f"{plain(row.name)}, {plain(row.function)} · {phone}")
        if tries and not test.waits:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _buttons(me, test, row)


def _buttons(me: Me, test: CallTestView, row: RungRow) -> None:
    """One press a person; once reached, the way back, and whether what stands there is right."""
    if not row.reached:
        _try(me, test, row, t("Reached"), CallResult.REACHED, icon=":material/check:")
        _try(me, test, row, t("Not reached"), CallResult.NOT_REACHED, icon=":material/phone_missed:")
        return
    # The way back stands where the first press was: the second half of a slow double click does nothing there.
    _try(me, test, row, t("Undo"), CallResult.NOT_REACHED, type="tertiary", icon=":material/undo:")
    if row.confirmed_now:
        st.badge(t("Contact confirmed"), icon=":material/verified:", color="green")
    elif row.digest:
        _button(
            me, t("The contact is right"), commands.confirm_contact, f"right-{test.id}-{_name(row)}",
            t("The contact is confirmed."), icon=":material/verified:", role=row.role, stand_in=row.stand_in,
            digest=row.digest, test=test.id,
        )  # fmt: skip


def _try(me: Me, test: CallTestView, row: RungRow, label: str, result: CallResult, **look_of: Any) -> None:
    """After a try the row's buttons are new ones."""
    last = row.at.isoformat() if row.at else "first"
    _button(
        me, label, commands.try_call, f"try-{test.id}-{_name(row)}-{last}-{result}", t("Noted."), test=test.id,
        role=row.role, stand_in=row.stand_in, result=result, **look_of,
    )  # fmt: skip


def _end(me: Me, test: CallTestView) -> None:
    done = all(row.result is not None or row.rings for row in test.rows)
    if test.untried:
        st.caption(_left_out(me, test))
    _button(
        me, t("End the call test"), commands.end_call_test, f"end-call-test-{test.id}", t("The call test has ended."),
        icon=":material/done_all:", type="primary" if done else "secondary", test=test.id,
    )  # fmt: skip


LOOKS: Final = ("icon", "type", "disabled")


def _button(me: Me, label: str, command: Any, key: str, said: str, **rest: Any) -> None:
    """A command in one click; the rest is how the button looks, and what the command takes."""
    looks = {name: rest.pop(name) for name in LOOKS if name in rest}
    st.button(
        label, key=f"save-{key}", on_click=feedback.attempt, args=(me, command, key), kwargs={**rest, "said": said},
        **looks,
    )  # fmt: skip


def _name(row: RungRow) -> str:
    return f"{row.role}-{row.stand_in}"


def _who(me: Me, row: RungRow) -> str:
    title = feedback.role_title(me, row.role)
    return title if row.stand_in is None else t("{role} (stand-in)", role=title)


def _stands(row: RungRow) -> look.Look:
    return look.CALL[row.result] if row.result else look.RINGS if row.rings else look.NOT_RUNG


def _left_out(me: Me, test: CallTestView) -> str:
    roles = ", ".join(feedback.role_title(me, role) for role in test.untried)
    return t("Does not count as a test of the list while nobody of these is rung: {roles}.", roles=plain(roles))


def _held(me: Me, test: CallTestView) -> None:
    """An earlier test: how many, how fast, and who not."""
    total = test.total
    said = t("{day}: {n} of {total} reached", day=times.whole_day(times.local(test.at)), n=test.reached, total=total)
    icon = ":material/check_circle:" if test.reached == total else ":material/phone_missed:"
    with st.expander(plain(said), icon=icon, key=f"call-test-{test.id}"):
        fastest = sorted(row.took for row in test.rows if row.took is not None)
        if fastest:
            st.markdown(
                t("The first was reached after {first}, the last after {last}.", first=times.span(fastest[0]),
                  last=times.span(fastest[-1]))
            )  # fmt: skip
        st.markdown("\n".join(_result(me, row) for row in test.rows))
        if test.untried:
            st.caption(_left_out(me, test))
        st.caption(t("Tried out by {role}.", role=plain(feedback.role_title(me, test.role))))


def _result(me: Me, row: RungRow) -> str:
    how = _stands(row)
    took = " " + t("after {span}", span=times.span(row.took)) if row.took is not None else ""
    return f"- {how.icon} {plain(_who(me, row))}: {how.label.lower()}{took}"
