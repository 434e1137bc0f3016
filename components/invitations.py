"""*Skal andre inviteres?*: the question with its answers, guests let in and out, and who is not at the table (R22).

The suggestion is the plan file's for this kind of incident, and of those the party that exists today.
"""

import streamlit as st

from components import feedback, look, sheet, times
from components.plain import plain
from components.session import Me
from components.sheet import Pin
from components.texts import t
from data import commands, queries
from data.plan import Role
from data.queries import ActionRow, IncidentRow, InvitationRow, InvitingView, PlanView
from data.rules import invitations
from data.rules.access import Viewer
from data.rules.incidents import ALLOWED
from data.storage import Store
from data.vocabulary import Channel, IncidentState, Verb

LINK = "guest_link"
"""The form that shows a link."""


def question(me: Me, plan: PlanView) -> None:
    """The question for each incident of the plan; open, and visibly so, until it is answered."""
    views = queries.inviting(me.store, me.viewer, plan=plan.id)
    if not views:
        return
    st.header(t("Are others to be invited?"), anchor=False)
    for view in views:
        with st.container(border=True, key=f"inviting-{view.incident}"):
            _one(me, view, several=len(views) > 1)


def _one(me: Me, view: InvitingView, *, several: bool) -> None:
    if several:
        st.markdown(f"**{number_word(view.number, exercise=view.exercise)} · {plain(view.place)}**")
    if not view.answers:
        st.badge(t("Not answered"), icon=":material/help:", color="red")
    for row in view.answers:
        _answer(me, view, row)
    if view.state is IncidentState.ACTIVE and me.may(Verb.INVITE, coordinator=view.coordinator):
        _choices(me, view)


def number_word(number: int, *, exercise: bool) -> str:
    """What an incident is called among others."""
    return t("Exercise incident {n}", n=number) if exercise else t("Incident {n}", n=number)


def _answer(me: Me, view: InvitingView, row: InvitationRow) -> None:
    """Who, decided by whom, when and how; for a guest what has become of the access."""
    with st.container(key=f"invitation-{row.id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            whom = plain(feedback.role_title(me, row.invited)) if row.invited else t("No, nobody else")
            st.markdown(f"**{whom}**")
            if row.invited:
                _state(me, row)
        st.caption(f"{times.when(row.at, me.now)} · {plain(feedback.role_title(me, row.role))} · {how(row)}")
        if row.invited and row.ended_at is None and me.may(Verb.INVITE, coordinator=view.coordinator):
            with st.container(horizontal=True):
                if st.button(
                    t("Show the link"), icon=":material/qr_code_2:", key=f"save-guest-link-{row.id}",
                    on_click=show_link, args=(me, row.id),
                ):  # fmt: skip
                    feedback.redraw()
                sheet.open_button(t("End the access"), "end_guest", row.id, 0, icon=":material/person_remove:")


def how(row: InvitationRow) -> str:
    """At which meeting it was decided, or how it was agreed before."""
    if row.meeting is not None:
        return t("at meeting {n}", n=row.meeting)
    return t("agreed before the meeting: {channel}", channel=t(look.CHANNEL[row.channel or Channel.PHONE]).lower())


def _state(me: Me, row: InvitationRow) -> None:
    if row.ended_at:
        ended = t("Access ended {time}", time=times.when(row.ended_at, me.now))
        st.badge(ended, icon=":material/person_off:", color="gray")
    elif row.joined_at:
        st.badge(t("Joined {time}", time=times.when(row.joined_at, me.now)), icon=":material/login:", color="green")
    elif row.link_at:
        st.badge(t("Has not joined yet"), icon=":material/hourglass_top:", color="orange")
    else:
        st.badge(t("No link made yet"), icon=":material/mail:", color="orange")


def _choices(me: Me, view: InvitingView) -> None:
    """What the plan file suggests and *no* in one click each, everybody else in a form."""
    plan, today = me.plan_of(view.standing_plan_id), times.today()
    invited = {row.invited for row in view.answers if row.invited and row.ended_at is None}
    left = [role for role in invitations.guest_roles(plan, today) if role.code not in invited]
    suggested = [r for r in invitations.suggested_roles(plan, view.category, today) if r in left]
    with st.container(horizontal=True):
        for role in suggested:
            _invite_button(me, role, view)
        if not view.answers:
            st.button(
                t("No, nobody else"), icon=":material/do_not_disturb_on:", key=f"save-invite-none-{view.incident}",
                on_click=feedback.attempt, args=(me, commands.invite, f"invite-{view.incident}-none-0"),
                kwargs={"incident": view.incident, "role": None, **_now(view), "said": t("Noted: nobody else.")},
            )  # fmt: skip
        if left or view.answers:
            sheet.open_button(t("Another answer"), "invite", view.incident, 0, icon=":material/person_add:")


def _now(view: InvitingView) -> dict[str, object]:
    """While a meeting is running it is decided there; before it is agreed by telephone."""
    if view.meeting is not None:
        return {"meeting": view.meeting}
    return {"channel": Channel.PHONE}


def _invite_button(me: Me, role: Role, view: InvitingView, *, where: str = "") -> None:
    """One click; the key counts the answers, so that one who was let out can be invited again."""
    st.button(
        t("Invite {party}", party=plain(role.title)), icon=":material/person_add:",
        key=f"save-invite-{role.code}-{view.incident}{where}",
        on_click=feedback.attempt,
        args=(me, commands.invite, f"invite-{view.incident}-{role.code}-{len(view.answers)}"),
        kwargs={
            "incident": view.incident, "role": role.code, **_now(view),
            "said": t("{party} is invited. Show them the link.", party=role.title),
        },
    )  # fmt: skip


def uninvited(me: Me, standing_plan: int, incident: int, party: str) -> Role | None:
    """The role by which a party could be a guest of the incident, if it is not invited to it."""
    plan = me.plan_of(standing_plan)
    known = plan.parties.get(party)
    if known is None or known.permanent or party == me.viewer.party:
        return None
    role = invitations.role_of_party(plan, party, times.today())
    if role is None or (incident, role.code) in queries.invited(me.store, me.viewer):
        return None
    return role


def missing_party(me: Me, row: IncidentRow, party: str | None) -> str | None:
    """The name of a party that is to act in an incident and is not at the table; None for every other."""
    if party is None or party not in queries.absent(me.store, me.viewer, incident=row.id):
        return None
    return feedback.party_name(me, party)


def warn(me: Me, row: IncidentRow, party: str) -> None:
    """Before an action is proposed for a party that is not at the table: say so, with the remedy (R58, 6.4)."""
    missing = missing_party(me, row, party)
    if missing is None:
        return
    role = uninvited(me, row.standing_plan_id, row.id, party)
    if role is None:
        said = t("{party} is not here: the action stays proposed until they are. Call them.", party=plain(missing))
        st.warning(said, title=look.ABSENT.label, icon=look.ABSENT.icon)
        return
    said = t("{party} is not invited: the action stays proposed until they are there.", party=plain(role.title))
    st.warning(said, title=t("Party not invited"), icon=look.ABSENT.icon)
    invite_absent(me, role, row.plan_id, row.id, where="-propose")


def awaited(me: Me, row: ActionRow) -> None:
    """On the card of an action that waits for a party: the invitation in one click, or that it is made (R58)."""
    if not row.absent or row.party is None:
        return
    role = uninvited(me, row.standing_plan_id, row.incident_id, row.party)
    if role is not None:
        invite_absent(me, role, row.plan_id, row.incident_id, where=f"-action-{row.id}")
    elif not _is_member(me, row):
        st.caption(t("Invited, and has not joined yet."))


def _is_member(me: Me, row: ActionRow) -> bool:
    known = me.plan_of(row.standing_plan_id).parties.get(row.party or "")
    return known is not None and known.permanent


def invite_absent(me: Me, role: Role, plan: int | None, incident: int, *, where: str) -> None:
    """Invite a party from where it is missed; for those who may, while the incident is active."""
    if plan is None:
        return
    view = next((v for v in queries.inviting(me.store, me.viewer, plan=plan) if v.incident == incident), None)
    if view is None or not me.may(Verb.INVITE, coordinator=view.coordinator):
        return
    if view.state is IncidentState.ACTIVE:
        _invite_button(me, role, view, where=where)


def evaluation(me: Me, row: IncidentRow) -> None:
    """On an ended incident: whether its evaluation is given, and the way to note it."""
    if row.state not in ALLOWED[Verb.MARK_EVALUATED]:
        return
    if row.evaluated_at is not None:
        st.caption(t("Evaluation given {time}", time=times.when(row.evaluated_at, me.now)))
    elif me.may(Verb.MARK_EVALUATED, coordinator=row.coordinator):
        sheet.open_button(t("The evaluation is given"), "evaluated", row.id, row.version, icon=":material/fact_check:")


def guest_banner(me: Me) -> None:
    """A guest sees of what they are a guest."""
    if me.viewer.only is None:
        return
    named = [number_word(n, exercise=exercise) for n, exercise in queries.guest_of(me.store, me.viewer)]
    said = t("You are a guest: {incidents}. You see nothing else here.", incidents=", ".join(named))
    st.info(said, icon=":material/badge:")


def show_link(me: Me, number: int) -> None:
    """Make a link and open the form that shows it; for on_click. The address is kept in this tab alone."""

    def make(store: Store, by: Viewer) -> None:
        token = commands.guest_link(store, by, invitation=number)
        sheet.open_form(LINK, number, 0)
        root = "/".join((st.context.url or "").split("/")[:3])
        pin = sheet.opened()
        st.session_state[_kept(pin)] = f"{root}/deltag?noegle={token}"

    feedback.attempt(me, make, said=t("The link is made, and shown only here."))


def shown_link(pin: Pin) -> str | None:
    """The address that this tab made for the open form; None after a reload, and for everybody else."""
    found: str | None = st.session_state.get(_kept(pin))
    return found


def _kept(pin: Pin | None) -> str:
    """Ends like the names of a form's fields, so that closing the form forgets it."""
    return f"{LINK}-{pin.key if pin else ''}"
