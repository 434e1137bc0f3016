"""Removing a text: everything that happens, before it happens, and then once more yes (6.1, domain.md 2.8)."""

from collections.abc import Sequence

import streamlit as st

from components import removal, times
from components.plain import plain
from components.session import Me, house
from components.sheet import Pin, Sheet, still_there
from components.texts import t, tn
from data import commands, queries
from data.errors import RuleBroken
from data.queries import Hit
from data.storage.backup import kept_copies


def redact(me: Me, pin: Pin) -> None:
    """Every place where the text is shown, what has left the house with it, and what keeps it for a while."""
    hit = still_there(queries.removable(me.store, me.viewer, pin.id))
    sheet = Sheet(me, pin)
    removal.told(me, hit)
    st.warning(
        t("The text is removed for good from every page and document above, from the database and from mails that "
          "have not been sent. The log says that it was removed, when and by which function, and still verifies.")
    )  # fmt: skip
    _outside(me, hit)
    _copies(me)
    with sheet.form(texts=False):
        sure = st.checkbox(t("Yes, remove the text in all these places"), key=sheet.name("sure"))
        sheet.refusal_of("sure")
        breach(me)
        pressed = sheet.save_button(t("Remove the text"))
    if not pressed:
        return
    if not sure:
        sheet.refuse(RuleBroken("say-yes", field="sure"))
    sheet.send(t("The text is removed."), commands.redact, text=pin.id)


def _outside(me: Me, hit: Hit) -> None:
    """What nobody removes from here."""
    found = queries.outside(me.store, me.viewer, hit)
    without, lines = t("without a reference"), []
    for at, reference in found.archives:
        lines.append(t("Archive made {time}, {reference}: have it corrected in the case system.", time=times.dated(at),
                       reference=plain(reference or without)))  # fmt: skip
    if found.mails:
        lines.append(tn("{n} mail about the incident was sent since: its words lie with those who got it.",
                        "{n} mails about the incident were sent since: their words lie with those who got them.",
                        found.mails))  # fmt: skip
    if found.sent:
        lines.append(t("The message was sent: send a correction to those who got it."))
    lines.append(t("Documents that somebody has downloaded or printed lie outside the product."))
    _list(t("What is not reached from here"), lines)


def _copies(me: Me) -> None:
    """The backups that hold the text until they expire; on PostgreSQL what its own log keeps."""
    settings = house().settings
    lines = []
    for copy in kept_copies(settings.home / "backups"):
        made = t("{file}, made {time}", file=plain(copy.file), time=times.dated(copy.at))
        if settings.backup_days is None:
            lines.append(t("{copy}: does not expire by itself.", copy=made))
        else:
            day = times.dated(times.in_hours(copy.at, 24 * settings.backup_days))
            lines.append(t("{copy}: expires {day}, at the first backup after that.", copy=made, day=day))
    if not lines:
        lines.append(t("There is no backup in the installation’s own folder; copies elsewhere expire as agreed there."))
    elif settings.backup_days is None:
        lines.append(t("Have whoever runs the installation take a new backup, and then delete these."))
    if me.store.engine.dialect.name == "postgresql":
        lines.append(t("PostgreSQL: the tables are written anew at once. The server’s write-ahead log, its archive, "
                       "replicas and base backups keep older bytes until their own cycle ends."))  # fmt: skip
    _list(t("Backups that still hold it"), lines)


def _list(heading: str, lines: Sequence[str]) -> None:
    st.markdown(f"**{heading}**\n" + "\n".join(f"- {line}" for line in lines))


def breach(me: Me) -> None:
    """How a breach is reported, and the municipality's own way if the plan file has one."""
    own = me.plan.retention.breach
    st.caption(
        t("If others have read a name or the like, it may be a breach of personal data security: tell the data "
          "protection officer at once, because it is reported to Datatilsynet within 72 hours.")
        + (f" {plain(own)}" if own else "")
    )  # fmt: skip
