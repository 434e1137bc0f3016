"""The one-time link: the first administrator and every invited person choose their password here."""

import anyio
from starlette.requests import Request
from starlette.responses import Response

from components.feedback import SENTENCES
from components.session import house
from components.texts import t
from components.web import cookies, language, limit, page
from components.web.entering import welcome_in
from components.web.form import posted, turned_away
from components.web.sign_in import PASSWORD_CHECKS, to_second_step
from data import commands, queries
from data.commands import Halfway, Opened
from data.errors import NotAllowed, RuleBroken
from data.queries import LinkView
from data.rules.passwords import SHORTEST


async def show(request: Request) -> Response:
    """The page behind the link; the link itself is not spent by looking."""
    return await _page(request, request.query_params.get("noegle", ""))


async def receive(request: Request) -> Response:
    """Set the chosen password, spend the link and let the person in."""
    form = await posted(request) or {}
    key, password = form.get("key", ""), form.get("password", "")
    if away := turned_away(request, form, lambda: limit.may_try(request, "")):
        return await _page(request, key, *away)
    if password != form.get("again"):
        return await _page(request, key, t("The two passwords are not the same."), 400)
    try:
        opened = await anyio.to_thread.run_sync(_spend, key, password, limiter=PASSWORD_CHECKS)
    except RuleBroken as broken:
        return await _page(request, key, t(SENTENCES[broken.code], **broken.details), 400)
    except NotAllowed:
        return await _page(request, "", status=403)
    return to_second_step(opened, "/") if isinstance(opened, Halfway) else await welcome_in(request, opened, "/")


def _spend(key: str, password: str) -> Opened | Halfway:
    return commands.use_link(house().store, key[:200], password=password)


def _look(key: str) -> LinkView | None:
    return queries.link(house().store, key[:200]) if key else None


async def _page(request: Request, key: str, said: str = "", status: int = 200) -> Response:
    chosen = house().settings
    link = await anyio.to_thread.run_sync(_look, key)
    switch = language.switch("/velkommen", noegle=key)
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    if link is None:
        used = t("This link has been used or is no longer valid. Ask your administrator for a new one.")
        content = page.fill(
            "link",
            {"notice": page.notice(used), "address": language.at_door("/log-ind"), "text": t("To the sign-in page")},
        )
        return page.answer(t("Welcome"), content, area=shown.title, status=403, switch=switch)
    first = t("You are the first. This account administers the installation.")
    proof = cookies.form_proof(request, chosen)
    content = page.fill(
        "welcome",
        {
            "notice": page.notice(said),
            "text": first if link.first else t("Choose a password for: {display}", display=link.display),
            "name": t("Your username is {username}.", username=link.username),
            "action": language.at_door("/velkommen"),
            "proof": proof,
            "key": key,
            "username": link.username,
            "password_label": t("New password"),
            "rule": t(
                "At least {n} characters. A sentence you can remember is better than special characters.", n=SHORTEST
            ),
            "show": t("Show what I type"),
            "again_label": t("The same password again"),
            "button": t("Save and sign in"),
        },
    )
    answer = page.answer(t("Welcome"), content, area=shown.title, exercise=shown.exercise, status=status, switch=switch)
    cookies.keep_proof(answer, proof, chosen)
    return answer
