"""What is typed and not saved stays in the writer's own browser; the server gets it with Save, and not before.

The privacy stop looks at a text when it is saved (R46, domain.md 6.1). So a draft is no business of the server's: it
lies in the browser's own store, by sign-in and form, and comes back when the same sign-in opens the same form again,
after a reload, a lost session or a closed tab. It is erased when it is saved or given up, and with its sign-in: at
sign-out, at expiry, and by the sign-in page, which shows only when no sign-in of that browser lives.
"""

import hashlib
from pathlib import Path
from typing import Any, Final

import streamlit as st

from components.session import Me
from components.texts import language, t
from data.settings import settings

_ROOM: Final = st.components.v2.component(
    "beredskab_drafts", js=(Path(__file__).parent / "drafts.js").read_text("utf-8"), isolate_styles=False
)


def owner(sign_in: str) -> str:
    """What a sign-in's drafts are named by in the browser: it leads back to nothing, and opens nothing."""
    return hashlib.sha256(f"kladde {sign_in}".encode()).hexdigest()[:32]


def watch(me: Me) -> None:
    """Keep what is typed on this page, and erase what others left in this browser; once a page."""
    _ROOM(key="live-drafts-listener", data=_given(me))


def place(me: Me, what: str, number: int, key: str) -> None:
    """Where an open form says that a draft of it has come back, and what else waits; no room without one."""
    form = {"form": f"{what}.{number}", "key": key}
    _ROOM(key=f"drafts-{mounted(key)}", data=_given(me) | form)


def mounted(key: str) -> str:
    """The key of a form as a component bears it: Streamlit refuses two underscores beside each other there."""
    return key.replace("_", ".")


def _given(me: Me) -> dict[str, Any]:
    return {
        "who": owner(me.signed_in.sign_in),
        "hours": settings().absolute_hours,
        "ends": int(ends.timestamp() * 1000) if (ends := me.signed_in.until) else 0,
        "language": language(),
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "fetched": t("Your draft from {time} is back; it is not saved yet."),
        "changed": t("Your draft from {time} waits: what stands here has been changed since. Nothing of it is lost."),
        "sent": t("A draft from {time} waits: whether it was saved is not known. Look before you use it."),
        "further": t("One more draft of yours waits, from {time}."),
        "elsewhere": t("You have this form open in another tab, too. Each tab keeps its own text."),
        "ending": t(
            "Your sign-in ends at {time}. Save what you have typed before: a draft is erased with the sign-in."
        ),
        "discard": t("Discard the draft"),
        "keep": t("OK"),
        "use": t("Use the draft instead"),
        "both": t("Add it to the text"),
        "older": t("… and {n} older drafts"),
        "oldest": t("… and one older draft"),
        "show": t("Show"),
        "all": t("Discard all"),
    }
