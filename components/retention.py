"""What is kept no longer: incidents whose time is over, what was deleted, names that become functions (2.8)."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from components import feedback, incidents, invitations, live, look, session, sheet, times
from components.plain import plain
from components.session import Me
from components.texts import mark, t, tn
from data import commands, queries
from data.queries import DeletedRow, FiledRow, KeptRow
from data.rules.retention import Obstacle
from data.storage import Seen
from data.vocabulary import Verb

STOPS: Final[Mapping[Obstacle, str]] = {
    Obstacle.OPEN: mark("One of them is still open."),
    Obstacle.NOT_EVALUATED: mark("The exercise waits for its evaluation."),
    Obstacle.KEPT: mark("The time is not over for all that can only go together."),
    Obstacle.NO_ARCHIVE: mark("Make an archive of it first, and put it into the case system."),
    Obstacle.NOT_RECEIVED: mark("Confirm that the archive was received in the case system."),
    Obstacle.OLD_ARCHIVE: mark("Something has happened since the archive was made. Make a new one."),
    Obstacle.NOT_PROPOSED: mark("The archive was received: the deletion can be proposed."),
}


def word(row: KeptRow | DeletedRow) -> str:
    """The incident by number, marked where it was an exercise."""
    named = invitations.number_word(row.number, exercise=row.exercise)
    exercise = t("EXERCISE")
    return f"{exercise} · {named}" if row.exercise else named


@live.follows(key="retention")
def kept() -> None:
    """The rule in words, what is due, what waits, and what was deleted."""
    me = session.current()
    feedback.show()
    rules = me.plan.retention
    years = tn("{n} year", "{n} years", rules.years_after_closing)
    st.markdown(t("Incidents are kept for {years} after they ended. Then they are archived and deleted.", years=years))
    if rules.exercises_until_evaluated:
        st.markdown(t("Exercises are deleted once their evaluation is given."))
    if rules.note:
        st.caption(plain(rules.note))
    if not me.may(Verb.READ):
        told = t("Your role reads no incidents: what is due is shown to those who may delete.")
        st.info(told, icon=":material/lock:")
    else:
        _due(me)
    _deleted(me)


def _due(me: Me) -> None:
    view = queries.kept_incidents(me.store, me.viewer)
    st.subheader(t("The time is over"), anchor=False)
    if not view.due:
        st.success(t("Nothing has been kept for too long."), icon=":material/check_circle:")
    for row in view.due:
        _card(me, row)
    told = []
    if view.more:
        told.append(tn("{n} more is shown when these are done", "{n} more are shown when these are done", view.more))
    if view.waiting:
        next_at = times.dated(view.next_at) if view.next_at else ""
        told.append(tn("{n} ended incident is kept on", "{n} ended incidents are kept on", view.waiting)
                    + t("; the next time to be over: {day}", day=next_at))  # fmt: skip
    if view.unevaluated:
        told.append(tn("{n} exercise waits for its evaluation", "{n} exercises wait for their evaluation",
                       view.unevaluated))  # fmt: skip
    for line in told:
        st.caption(line)


def _card(me: Me, row: KeptRow) -> None:
    with st.container(border=True, key=f"kept-{row.id}", gap="xsmall"):
        category = me.plan_of(row.standing_plan_id).categories.get(row.category)
        named = category.name if category else row.category
        st.markdown(f"**{plain(word(row))}** · {plain(named)} · {plain(row.place)}")
        until = t(" · kept until {day}", day=times.dated(row.until)) if row.until else ""
        st.markdown(f":small[{look.INCIDENT[row.state].label} {times.dated(row.ended_at)}{until}]")
        goes_with(row)
        if row.archive:
            st.caption(archive_word(me, row.archive))
        proposed = row.archive is not None and row.archive.proposed_at is not None
        if row.obstacle is not None and not (row.obstacle is Obstacle.NOT_PROPOSED and proposed):
            st.markdown(":material/hourglass: " + t(STOPS[row.obstacle]))
        _buttons(me, row)


def goes_with(row: KeptRow) -> None:
    """What can only go together with it, and what others still wait for."""
    if row.beside:
        st.caption(t("Goes together with: {numbers}", numbers=", ".join(map(str, row.beside))))
    if row.unfinished:
        st.warning(tn("{n} matter of it is not dealt with yet, and would be gone.",
                      "{n} matters of it are not dealt with yet, and would be gone.", row.unfinished),
                   icon=":material/warning:")  # fmt: skip


def archive_word(me: Me, archive: FiledRow) -> str:
    """When the archive was made and received, where it is, and who proposed the deletion."""
    told = [t("Archive made {day}", day=times.dated(archive.made_at))]
    told.append(t("received {day}", day=times.dated(archive.received_at)) if archive.received_at else t("not received"))
    if archive.reference:
        told.append(plain(archive.reference))
    if archive.proposed_at:
        who = plain(feedback.role_title(me, archive.proposed_role))
        told.append(t("deletion proposed {day} by {who}", day=times.dated(archive.proposed_at), who=who))
    return " · ".join(told)


def _buttons(me: Me, row: KeptRow) -> None:
    archive = row.archive
    with st.container(horizontal=True):
        st.page_link("historik.py", label=t("History"), icon=":material/history:",
                     query_params={incidents.PARAM: str(row.id)})  # fmt: skip
        if archive is None or not me.may(Verb.DELETE_INCIDENT):
            return
        if archive.proposed_at:
            st.button(
                t("Withdraw the proposal"), key=f"save-withdraw-{archive.id}", icon=":material/undo:",
                on_click=feedback.attempt, args=(me, commands.withdraw_deletion),
                kwargs={"seen": Seen(archive.id, archive.version), "said": t("The proposal is withdrawn.")},
            )  # fmt: skip
        if row.obstacle is Obstacle.NOT_PROPOSED:
            sheet.open_button(t("Propose to delete it"), "propose_deletion", archive.id, archive.version,
                              icon=":material/delete_sweep:")  # fmt: skip
        elif row.obstacle is None:
            sheet.open_button(t("Delete it for good"), "delete_incident", archive.id, archive.version,
                              icon=":material/delete_forever:")  # fmt: skip


def _deleted(me: Me) -> None:
    rows = queries.deleted(me.store, me.viewer)
    if not rows:
        return
    st.subheader(t("Deleted"), anchor=False)
    for row in rows:
        who = plain(feedback.role_title(me, row.role))
        lines = tn("{n} line of the log is a stub", "{n} lines of the log are stubs", row.lines)
        reference = row.reference or t("without a reference")
        where = t("archive: {reference}", reference=plain(reference))
        st.markdown(f"**{plain(word(row))}** · {times.dated(row.deleted_at)} · {who} · {where}  \n:small[{lines}]")


@live.follows(key="names")
def names() -> None:
    """Names that become functions: what is agreed, which accounts and how many rows are older, and the way on."""
    me = session.current()
    feedback.show()
    if not me.may(Verb.ADMINISTER):
        feedback.redraw()
    view = queries.names_kept(me.store, me.viewer)
    if view.before is None or view.months is None:
        told = t("The plan file does not say after how many months names become functions: nothing happens until it is "
                 "agreed and written there.")  # fmt: skip
        st.info(told, icon=":material/info:")
        return
    months = tn("{n} month", "{n} months", view.months)
    st.markdown(
        t("After {months} names become functions. History, pages and documents name functions alone already; here "
          "closed accounts lose their names, and older rows no longer say which account made them.", months=months)
    )  # fmt: skip
    if not view.accounts and not view.rows:
        st.success(t("Nothing older than that leads to a person."), icon=":material/check_circle:")
        return
    st.markdown(names_word(len(view.accounts), view.rows))
    sheet.open_button(t("Let them become functions"), "retire_names", me.signed_in.person, 0, icon=":material/badge:")


def names_word(accounts: int, rows: int) -> str:
    """How many accounts and rows are meant."""
    return " · ".join((
        tn("{n} closed account", "{n} closed accounts", accounts),
        tn("{n} row that names the account that made it", "{n} rows that name the account that made them", rows),
    ))  # fmt: skip
