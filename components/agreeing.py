"""The agreement of a handlingsplan on the screen: who agrees to which edition, what has changed since, what stops it.

A party's reservation (`Stance.RESERVES`) stands with its words beside the mark. That a mandate is awaited (6.10) is
another thing and has other words: whoever agreed could not commit the party yet. Source: R23, R31, R43, R44.
"""

from collections.abc import Sequence

import streamlit as st

from components import coordinator, feedback, look, mandates, plan_view, sheet, times
from components.plain import plain, quote, short, words
from components.session import Me
from components.texts import mark, t, tn
from data import commands, queries
from data.queries import ActionRow, AgreementView, EditionRow, PlanView, StanceRow
from data.rules import plans, progress
from data.rules.agreement import Changes, Stop
from data.vocabulary import Affected, PartKind, PlanState, Stance, Verb

FOREMOST = 3
"""Unowned and long-running actions with a button of their own; the page of the actions holds them all."""
ANSWERS = (PlanState.AGREED, PlanState.IN_FORCE)
"""States in which a party takes a stance."""


def head(me: Me, plan: PlanView) -> None:
    """A plan's state, what it covers, how each party stands, what has changed since, and what may be done with it."""
    view = queries.agreement(me.store, me.viewer, plan=plan.id)
    with st.container(border=True, key="plan-head"):
        plan_view.summary(me, plan)
        if plan.incidents:
            goes_on = plan.state is not PlanState.CLOSED
            coordinator.line(me, plan.incidents[0][0], plan.coordinator, changes=goes_on, where="-plan")
        agreed(me, plan)
        if view:
            changed(plan, view)
        ask(me, plan, where="-head")
        _buttons(me, plan)
        _earlier(me, plan)
    if view:
        stops(me, plan, view)
    _long(me, plan)


def room(me: Me, plan: PlanView) -> None:
    """At the meeting: how the parties stand, what has changed, what stops the agreement, and the buttons."""
    view = queries.agreement(me.store, me.viewer, plan=plan.id)
    agreed(me, plan)
    if view:
        changed(plan, view)
    ask(me, plan, where="-room")
    if view:
        stops(me, plan, view)
    with st.container(horizontal=True):
        if plan.state is not PlanState.CLOSED:
            _open_buttons(me, plan, foremost=False)
        st.page_link("indsatser.py", label=t("Hand actions over"), icon=":material/forward:")
    _long(me, plan)


# -- how each party stands


def agreed(me: Me, plan: PlanView) -> None:
    """The newest edition and every party's mark, with its words beside it; which mandates are awaited."""
    if not plan.editions:
        return
    newest = plan.editions[-1]
    st.markdown(_told(me, newest))
    if newest.reason.id:
        st.markdown(quote(newest.reason))
    marks(me, plan, newest)
    mandates.of_plan(me, plan)


def _told(me: Me, edition: EditionRow) -> str:
    """An edition in one line: agreed, extended or opened again; when, at which meeting, until when."""
    if edition.reopens:
        told = mark("Edition {n}: opened again {time} by {who}, until {end}")
    elif edition.reason.id:
        told = mark("Edition {n}: extended {time} by {who} to {end}")
    elif edition.ends_at:
        told = mark("**Edition {n} agreed** at the meeting {meeting}, until {end}")
    else:
        told = mark("**Edition {n} agreed** at the meeting {meeting}, no end time yet")
    return t(
        told, n=edition.number, time=times.when(edition.at, me.now), who=plain(feedback.role_title(me, edition.role)),
        meeting=times.day_and_clock(edition.meeting_at, me.now) if edition.meeting_at else "–",
        end=times.day_and_clock(edition.ends_at, me.now) if edition.ends_at else "–",
    )  # fmt: skip


def asked(me: Me, plan: PlanView, edition: EditionRow | None, *more: str) -> list[str]:
    """The parties whose mark counts: the fixed ones, those that have answered, and `more`, in the plan file's order."""
    file = me.plan_of(plan.standing_plan_id)
    others = {*more, *(edition.stances if edition else ())}
    return [code for code, party in file.parties.items() if party.permanent or code in others]


def marks(me: Me, plan: PlanView, edition: EditionRow) -> None:
    """Who agrees, who has a reservation and in which words, who was not represented, who has not answered."""
    told: dict[Stance | None, list[str]] = {}
    for code in asked(me, plan, edition):
        row = edition.stances.get(code)
        told.setdefault(row.stance if row else None, []).append(code)
    lines = []
    for stance in (Stance.AGREES, Stance.RESERVES, Stance.NOT_REPRESENTED, None):
        how = look.STANCE[stance] if stance else look.NO_STANCE
        named = [_named(me, edition, code) for code in told.get(stance, ())]
        if stance is Stance.RESERVES:
            lines += [f":{how.colour}[{how.icon} **{how.label}**] {one}" for one in named]
        elif named:
            lines.append(f":{how.colour}[{how.icon} {how.label}] {', '.join(named)}")
    if lines:
        st.markdown("  \n".join(lines))


def _named(me: Me, edition: EditionRow, code: str) -> str:
    """A party, safe for Markdown: its reservation in its own words, or that its mandate is awaited."""
    name, row = plain(feedback.party_name(me, code)), edition.stances.get(code)
    if row and row.stance is Stance.RESERVES:
        return f"{name}: “{words(row.note)}”"
    return t("{party} (mandate awaits confirmation)", party=name) if row and row.reserved else name


def _earlier(me: Me, plan: PlanView) -> None:
    """Every edition before the newest, with its marks as they were."""
    if len(plan.editions) < 2:
        return
    with st.expander(t("Earlier editions"), icon=":material/history:", key=f"editions-{plan.id}"):
        for edition in reversed(plan.editions[:-1]):
            who, when = plain(feedback.role_title(me, edition.role)), times.when(edition.at, me.now)
            st.markdown(_told(me, edition))
            st.caption(t("Noted {time} by {who}", time=when, who=who))
            if edition.reason.id:
                st.markdown(quote(edition.reason))
            marks(me, plan, edition)


# -- a party's own answer


def _own(me: Me, plan: PlanView) -> tuple[str, StanceRow | None] | None:
    """The person's party and its stance to the newest edition, if it is theirs to take."""
    party = me.viewer.party
    if party is None or not plan.editions or plan.state not in ANSWERS:
        return None
    if party not in me.plan_of(plan.standing_plan_id).parties:
        return None
    if not me.may(Verb.TAKE_STANCE, owner=party, coordinator=plan.coordinator):
        return None
    return party, plan.editions[-1].stances.get(party)


def _open_question(row: StanceRow | None) -> bool:
    return row is None or row.stance is Stance.NOT_REPRESENTED


def ask(me: Me, plan: PlanView, *, where: str) -> None:
    """*Enig* in one click, *forbehold* with words; once answered, the other answer stays within reach."""
    own = _own(me, plan)
    if own is None:
        return
    party, row = own
    with st.container(horizontal=True, vertical_alignment="center", key=f"stance-{plan.id}{where}"):
        if _open_question(row):
            st.markdown(f"**{_question(me, plan, party)}**", width="content")
        _answer_buttons(me, plan, party, row, where)


def _question(me: Me, plan: PlanView, party: str) -> str:
    name = plain(feedback.party_name(me, party))
    return t("Does {party} agree to edition {n}?", party=name, n=plan.editions[-1].number)


def _answer_buttons(me: Me, plan: PlanView, party: str, row: StanceRow | None, where: str) -> None:
    edition, open_ = plan.editions[-1].number, _open_question(row)
    if row is None or row.stance is not Stance.AGREES:
        last = row.at.timestamp() if row and row.at else 0
        how = look.STANCE[Stance.AGREES]
        st.button(
            t("We agree"), key=f"save-agrees-{plan.id}{where}", type="primary" if open_ else "tertiary", icon=how.icon,
            on_click=feedback.attempt, args=(me, commands.take_stance, f"agrees-{plan.id}-{edition}-{party}-{last}"),
            kwargs={
                "plan": plan.id, "edition": edition, "party": party, "stance": Stance.AGREES, "said": t("Noted."),
                "then": _tell_reserved,
            },
        )  # fmt: skip
    label = t("Change the reservation …") if row and row.stance is Stance.RESERVES else t("Reservation …")
    sheet.open_button(
        label, "stance", plan.id, edition, where=where, icon=look.STANCE[Stance.RESERVES].icon,
        type="secondary" if open_ else "tertiary",
    )  # fmt: skip


def _tell_reserved(me: Me, agreement: int) -> None:
    """Say it when the answer waits for the party's confirmation: the seat at the meeting decides that too."""
    for plan in queries.plans(me.store, me.viewer):
        if agreement in plan.reserved.values():
            feedback.tell(t("Noted. Somebody of your party with a full mandate must confirm it."))


def tasks(me: Me, open_plans: Sequence[PlanView]) -> None:
    """On the overview: that the own party has not answered yet, one click from its answer."""
    place = st.container(key="stances")  # also when empty: what stands below keeps its place
    for plan in open_plans[: plan_view.FOREMOST]:
        own = _own(me, plan)
        if own is None or not _open_question(own[1]):
            continue
        with place, st.container(horizontal=True, vertical_alignment="center", key=f"task-stance-{plan.id}"):
            said = f"{plan_view.name(plan)} · {_question(me, plan, own[0])}"
            st.info(said, icon=look.PLAN[PlanState.AGREED].icon, width="stretch")
            _answer_buttons(me, plan, *own, "-task")
            st.page_link(
                "handlingsplan.py", label=t("See the plan"), icon=":material/assignment:",
                query_params={"plan": str(plan.id)},
            )  # fmt: skip


# -- what has changed since


def changed(plan: PlanView, view: AgreementView) -> None:
    """*Ændret siden udgave 2: ...*: what the parties have not agreed to yet (R31)."""
    if plan.state is PlanState.CLOSED or not view.changes:
        return
    with st.container(key="changed-since", gap="xsmall"):
        told = t("Changed since edition {n}: {what}", n=view.edition, what=what_changed(view.changes, view))
        st.markdown(f":orange[:material/published_with_changes:] {told}")
        if view.changes.added or view.changes.changed or view.changes.gone:
            st.page_link("indsatser.py", label=t("See the actions"), icon=":material/checklist:")


def what_changed(found: Changes, view: AgreementView) -> str:
    """Parts, actions, incidents, communication and end time that have changed, in the order of the plan."""
    told = [t(look.PART[kind]) for kind in found.parts]
    for ids, one, several in (
        (found.added, mark("new action {n}"), mark("new actions {n}")),
        (found.changed, mark("action {n}"), mark("actions {n}")),
        (found.gone, mark("action {n} has gone"), mark("actions {n} have gone")),
    ):
        numbers = sorted(view.numbers[number] for number in ids if number in view.numbers)
        if numbers:
            told.append(t(one if len(numbers) == 1 else several, n=", ".join(str(n) for n in numbers)))
    if found.incidents:
        told.append(t("which incidents it covers"))
    if found.communication:
        told.append(t("audiences and who speaks"))
    if found.end_time:
        told.append(t("the end time"))
    return ", ".join(told)


# -- what stops it


def stops(me: Me, plan: PlanView, view: AgreementView) -> None:
    """What still keeps the plan from being agreed and in force, each thing one click from its remedy."""
    if plan.state not in (PlanState.DRAFT, PlanState.AGREED):
        return
    with st.container(key="stops", gap="xsmall"):
        hinders = [stop for stop in view.stops if stop.until is not PlanState.CLOSED]
        title = t("Before it is agreed and in force") if plan.state is PlanState.DRAFT else t("Before it is in force")
        st.header(title, anchor=False)
        if not hinders:
            st.success(t("Everything is in place."), icon=":material/check_circle:")
        for stop in view.stops:
            if stop.code == "nobody-agreed" and view.held_at is None:
                continue  # without a meeting nobody can be represented: said once
            with st.container(horizontal=True, vertical_alignment="center", key=f"stop-{stop.code}-{stop.part or ''}"):
                st.markdown(stop_word(stop))
                _remedy(me, plan, stop)
            if stop.code == "unowned-actions":
                _unowned(me, plan)


def stop_word(stop: Stop) -> str:
    """What is missing, and what for; what only the closing needs is no hindrance, and looks like none."""
    said = {
        "no-meeting": t("No meeting about it has been held"),
        "nobody-agreed": t("Nobody is noted as taking part in the meeting"),
        "part-missing": t("{part} is missing", part=t(look.PART[stop.part or PartKind.SITUATION])),
        "unowned-actions": tn(
            "{n} action has nobody responsible", "{n} actions have nobody responsible", stop.count
        ),
        "no-end-time": t("A concrete end time is missing"),
        "support-residents": t("Support for residents is not answered"),
        "support-staff": t("Support for staff is not answered"),
    }[stop.code]  # fmt: skip
    if stop.until is PlanState.CLOSED:
        until = t("must be answered before the plan closes")
        return f":orange[:material/help:] {said} :gray[· {until}]"
    until = t("needed to be in force")
    return f":red[:material/cancel:] {said}" + (f" :gray[· {until}]" if stop.until is PlanState.IN_FORCE else "")


def _remedy(me: Me, plan: PlanView, stop: Stop) -> None:
    """The page or the form that mends it, for whoever may."""
    if stop.code in ("no-meeting", "nobody-agreed"):
        label = t("To the meeting") if stop.code == "no-meeting" else t("Note who takes part")
        st.page_link("moede.py", label=label, icon=":material/groups:", query_params={"plan": str(plan.id)})
    elif stop.code == "unowned-actions":
        st.page_link("indsatser.py", label=t("See the actions"), icon=":material/checklist:")
    elif stop.part is PartKind.ACTIONS:
        for number, *_ in plan.incidents[:1]:
            if me.may(Verb.PROPOSE_ACTION, coordinator=plan.coordinator):
                sheet.open_button(t("Propose an action"), "propose", number, 0, where="-stop")
    elif stop.part is not None:
        if me.may(Verb.WRITE_PLAN, coordinator=plan.coordinator):
            sheet.open_button(t("Write"), f"part_{stop.part}", plan.id, plan.parts[stop.part].revision, where="-stop")
    elif stop.code == "no-end-time":
        if plan.state is PlanState.AGREED and me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
            sheet.open_button(t("Give it"), "put_in_force", plan.id, plan.version, where="-stop")
    elif me.may(Verb.ANSWER_SUPPORT, coordinator=plan.coordinator):
        about = Affected.RESIDENTS if stop.code == "support-residents" else Affected.STAFF
        sheet.open_button(t("Answer now"), f"support_{about}", plan.id, 0, where="-stop")


def _unowned(me: Me, plan: PlanView) -> None:
    """Each of them to be given to a party; those that stay are confirmed one by one in the agreement's form (6.3)."""
    rows = [row for row in queries.actions(me.store, me.viewer, plan=plan.id) if row.unowned]
    for row in rows[:FOREMOST]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"stop-action-{row.id}"):
            st.markdown(f"{row.number}\\. {plain(short(row.what, 60))}")
            if me.may(Verb.DESCRIBE_ACTION):
                sheet.open_button(t("Assign it to a party"), "describe", row.id, row.version, where="-stop")
    if me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
        st.caption(t("What stays with nobody is confirmed one by one when the plan is agreed."))


# -- what lasts longer than the acute phase


def long_rows(me: Me, plan: PlanView) -> list[ActionRow]:
    """Actions that go on beyond the plan file's short horizon (R44)."""
    days = me.plan_of(plan.standing_plan_id).limits.short_horizon_days
    rows = queries.actions(me.store, me.viewer, plan=plan.id)
    return [
        row for row in rows
        if days and row.status not in progress.TERMINAL and plans.is_long(row.deadline, me.now, days)
    ]  # fmt: skip


def _long(me: Me, plan: PlanView) -> None:
    """The warning that proposes a hand-over, each action one click from it (R44, R45)."""
    rows = long_rows(me, plan) if plan.state is not PlanState.CLOSED else []
    if not rows:
        return
    days = me.plan_of(plan.standing_plan_id).limits.short_horizon_days
    with st.container(key="long-running", gap="xsmall"):
        st.warning(
            tn("{n} action goes on for more than {days} days. Hand it over to a forum?",
               "{n} actions go on for more than {days} days. Hand them over to a forum?", len(rows), days=days),
            icon=":material/forward:",
        )  # fmt: skip
        for row in rows[:FOREMOST]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"long-{row.id}"):
                due = times.day_and_clock(row.deadline, me.now) if row.deadline else ""
                st.markdown(f"{row.number}\\. {plain(short(row.what, 60))} :gray[· {due}]")
                if me.may(Verb.HAND_OVER, owner=row.party, coordinator=plan.coordinator):
                    sheet.open_button(t("Hand over"), "hand_over", row.id, row.version, where="-horizon")
        if len(rows) > FOREMOST:
            st.page_link("indsatser.py", label=t("See the actions"), icon=":material/checklist:")


# -- what may be done with it


def _buttons(me: Me, plan: PlanView) -> None:
    if plan.state is PlanState.CLOSED:
        st.info(t("The plan is closed; everything can be read and nothing can be changed."), icon=":material/lock:")
        if me.may(Verb.REOPEN, coordinator=plan.coordinator):
            sheet.open_button(t("Open again"), "reopen", plan.id, plan.version, icon=":material/lock_open:")
        return
    with st.container(horizontal=True):
        _open_buttons(me, plan, foremost=True)
        if me.may(Verb.COVER_INCIDENT, coordinator=plan.coordinator):
            sheet.open_button(t("Cover another incident"), "cover", plan.id, plan.version, icon=":material/add_link:")


def _open_buttons(me: Me, plan: PlanView, *, foremost: bool) -> None:
    """Agree, bring into force, extend, close: the next step of this state foremost, if the page has none yet."""
    draft, in_force = plan.state is PlanState.DRAFT, plan.state is PlanState.IN_FORCE
    if me.may(Verb.PUT_IN_FORCE, coordinator=plan.coordinator):
        if plan.state is PlanState.AGREED:
            sheet.open_button(
                t("Bring into force"), "put_in_force", plan.id, plan.version, icon=look.PLAN[PlanState.IN_FORCE].icon,
                type="primary" if foremost else "secondary",
            )  # fmt: skip
        sheet.open_button(
            t("Agree the plan") if draft else t("Agree a new edition"), "agree", plan.id, plan.version,
            icon=look.PLAN[PlanState.AGREED].icon, type="primary" if draft and foremost else "secondary",
        )  # fmt: skip
    if in_force and me.may(Verb.EXTEND, coordinator=plan.coordinator):
        sheet.open_button(t("Extend"), "extend", plan.id, plan.version, icon=":material/more_time:")
    if in_force and me.may(Verb.CLOSE, coordinator=plan.coordinator):
        sheet.open_button(
            t("Close the plan"), "close_plan", plan.id, plan.version, icon=":material/task_alt:",
            type="secondary" if plan.missing or not foremost else "primary",
        )  # fmt: skip
