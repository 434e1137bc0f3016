"""The forms about guests: invite somebody else, show the personal link, end an access, note the evaluation (R22)."""

from io import BytesIO

import segno
import streamlit as st

from components import evaluation, feedback, invitations, look, sheet, times
from components.plain import plain
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.queries import InvitationRow, InvitingView
from data.rules.invitations import guest_roles
from data.vocabulary import Channel

NOBODY = "-"
QR_WIDTH = 360
"""Pixels: read by a phone from the other side of a table; narrower screens show it narrower."""


def invite(me: Me, pin: Pin) -> None:
    """Any guest role of the plan file, or nobody; before the meeting also how it was agreed."""
    view = _question(me, pin)
    plan = me.plan_of(view.standing_plan_id)
    invited = {row.invited for row in view.answers if row.ended_at is None}
    roles = [role.code for role in guest_roles(plan, times.today()) if role.code not in invited]
    form = Sheet(me, pin)
    meeting = form.kept("meeting", lambda: view.meeting)
    with form.form(texts=False):
        _name(view.number, exercise=view.exercise)
        role = form.one("role", t("Whom?"), [*roles, NOBODY], None, lambda code: _whom(me, code))
        channel = None
        if meeting is None:
            channel = form.one(
                "channel", t("How was it agreed?"), list(Channel), Channel.PHONE, lambda way: t(look.CHANNEL[way])
            )
        pressed = form.save_button(t("Save"))
    if pressed and role is None:
        form.refuse(RuleBroken("unknown-code", field="role"))
    elif pressed:
        form.send(
            t("Saved."), commands.invite, incident=pin.id, role=None if role == NOBODY else role, channel=channel,
            meeting=meeting,
        )  # fmt: skip


def _question(me: Me, pin: Pin) -> InvitingView:
    incident = still_there(queries.incident(me.store, me.viewer, pin.id))
    views = queries.inviting(me.store, me.viewer, plan=incident.row.plan_id) if incident.row.plan_id else []
    return still_there(next((view for view in views if view.incident == pin.id), None))


def _name(number: int, *, exercise: bool) -> None:
    st.markdown(f"**{invitations.number_word(number, exercise=exercise)}**")


def _whom(me: Me, code: str) -> str:
    return t("Nobody else") if code == NOBODY else feedback.role_title(me, code)


def guest_link(me: Me, pin: Pin) -> None:
    """The link as a picture and as text, once: it is kept in this tab alone, and gone when the form is closed."""
    row = _guest(me, pin)
    address = invitations.shown_link(pin)
    if address is None:
        once = t("A link is shown once. Close this, and press “Show the link” for a new one.")
        st.info(once, icon=":material/link_off:")
    else:
        st.markdown(t("Scan it with the phone’s camera, or send the link to the person alone."))
        st.image(picture(address), width=QR_WIDTH, alt=t("QR code of the link"))
        st.code(address, language=None, wrap_lines=True)
        st.caption(t("It works once, within 24 hours, and opens this one incident. A new link stops this one."))
    st.button(t("Close"), key=f"close-link-{row.id}", on_click=sheet.close_form)


def picture(address: str) -> str:
    """The address as a QR code, dark on white in either theme: SVG, made here, so that no other machine learns it."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=8, border=4, light="#fff", xmldecl=False)
    return out.getvalue().decode()


def end_guest(me: Me, pin: Pin) -> None:
    """Said once more, because it holds at once on open pages."""
    row = _guest(me, pin)
    form = Sheet(me, pin)
    with form.form(texts=False):
        _name(row.incident_number, exercise=row.exercise)
        st.caption(t("Whoever uses it is signed out at once, and the link stops working. They can be invited again."))
        pressed = form.save_button(t("End the access"))
    if pressed:
        form.send(t("The access is ended."), commands.end_invitation, invitation=pin.id)


def _guest(me: Me, pin: Pin) -> InvitationRow:
    row = still_there(queries.invitation(me.store, me.viewer, pin.id))
    if row.invited is not None:
        st.markdown(f"**{plain(feedback.role_title(me, row.invited))}**")
    return row


def evaluated(me: Me, pin: Pin) -> None:
    """Said once more, because the guests are let out by it."""
    view = still_there(queries.incident(me.store, me.viewer, pin.id))
    form = Sheet(me, pin)
    with form.form(texts=False):
        _name(view.row.number, exercise=view.row.exercise)
        evaluation.lacking(me, pin.id)
        st.caption(t("The evaluation of this incident has been given. The access of its guests ends now."))
        pressed = form.save_button(t("The evaluation is given"))
    if pressed:
        form.send(t("It is noted that the evaluation is given."), commands.mark_evaluated, seen=pin.seen)
