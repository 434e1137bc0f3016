"""The guide on the screen: one's own role first, another one, or one moment for everybody."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from components import guide, guided, menu
from components.guide import Told
from components.plain import plain
from components.session import Me
from components.texts import t, tn
from data.plan import Role
from data.rules.times import day_of
from data.vocabulary import Verb

EVERYBODY: Final = "*"
WHOLE: Final = -1


def page(me: Me) -> None:
    """What is asked for, and the moments that answer it."""
    if me.may(Verb.LEAD_EXERCISE):
        st.page_link(guided.PAGE, label=t("Lead a guided exercise"), icon=":material/sports:")
    role, moment, word = _asked(me)
    roles = list(me.plan.roles.values()) if role == EVERYBODY else [me.plan.roles[role]]
    found = _found(me, roles, moment, word.strip().casefold())
    if word.strip():
        st.caption(tn("One place in the guide.", "{n} places in the guide.", sum(map(len, found.values()))))
    if not found:
        st.info(
            t("The guide says nothing about that here. Choose all roles, or another word."),
            icon=":material/search_off:",
        )
        return
    files = {entry.file: entry.title for entry in menu.entries(me)}
    for title, steps in found.items():
        _moment(title, steps, files, named=role == EVERYBODY)


def _asked(me: Me) -> tuple[str, int, str]:
    """Which role, which moment and which word; one's own role and everything at first."""
    own = [me.viewer.role] if me.viewer.role in me.plan.roles else []
    roles = [*own, *(code for code in me.plan.roles if code not in own), EVERYBODY]
    titles = [title for title, _ in guide.moments(me.plan, day_of(me.now))]
    with st.container(key="guide-asked"):
        left, middle, right = st.columns(3, gap="small")
        role = left.selectbox(t("Role"), roles, format_func=lambda code: _role(me, code, own), key="guide-role")
        moment = middle.selectbox(
            t("When?"), [WHOLE, *range(len(titles))], key="guide-moment",
            format_func=lambda one: t("From the first minute to the last") if one == WHOLE else titles[one],
        )  # fmt: skip
        word = right.text_input(t("Search in the guide"), key="guide-word", autocomplete="off")
    return role, moment, word or ""


def _role(me: Me, code: str, own: Sequence[str]) -> str:
    if code == EVERYBODY:
        return t("All roles")
    title = me.plan.roles[code].title
    return t("{role} (you)", role=title) if code in own else title


Found = dict[str, dict[Told, list[str]]]


def _found(me: Me, roles: Sequence[Role], moment: int, word: str) -> Found:
    """Moment -> what is done in it -> by which roles; what several do stands there once."""
    day = day_of(me.now)
    titles = [title for title, _ in guide.moments(me.plan, day)]
    found: Found = {}
    for role in roles:
        for title, steps in guide.told(me.plan, role, day):
            if moment != WHOLE and title != titles[moment]:
                continue
            for step in steps:
                if word in step.said.casefold():
                    found.setdefault(title, {}).setdefault(step, []).append(role.title)
    return {title: found[title] for title in titles if title in found}


def _moment(title: str, steps: Mapping[Told, Sequence[str]], files: Mapping[str, str], *, named: bool) -> None:
    with st.container(border=True):
        st.subheader(plain(title), anchor=False)
        who = {step: f"**{plain(', '.join(roles))}:** " if named else "" for step, roles in steps.items()}
        st.markdown("\n".join(f"- {who[step]}{plain(step.said)}" for step in steps))
        pages = [file for file in dict.fromkeys(step.page for step in steps) if file in files]
        with st.container(horizontal=True, gap="small"):
            for file in pages:
                st.page_link(file, label=files[file], icon=":material/arrow_forward:")
