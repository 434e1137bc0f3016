"""Forgotten the password: one question, and one answer whoever asks. Which accounts there are is told to nobody.

The answer goes out before anything is looked up, so that it takes the same time for every name.
"""

import asyncio
import logging
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import Response

from components.session import house
from components.texts import t
from components.web import cookies, language, limit, page
from components.web.form import posted, turned_away
from data import commands, queries

PATH: Final = "/glemt"
LOG: Final = logging.getLogger("beredskab.forgotten")
_UNDER_WAY: Final[set[asyncio.Task[None]]] = set()
"""Kept until they are done: nobody else holds them."""


async def show(request: Request) -> Response:
    """The question; where no mail is sent, whom to ask."""
    return await _page(request) if house().settings.sends_links else await _told(_ask_somebody())


async def receive(request: Request) -> Response:
    """Take the username, and answer as ever."""
    form = await posted(request) or {}
    if not house().settings.sends_links:
        return await _told(_ask_somebody())
    if away := turned_away(request, form, lambda: limit.may_ask_reset(request)):
        return await _page(request, *away)
    username = form.get("username", "")[:100]
    if limit.resets(username):
        task = asyncio.create_task(_look_up(username))
        _UNDER_WAY.add(task)
        task.add_done_callback(_UNDER_WAY.discard)
    return await _told(
        t("If there is such an account and it has an e-mail address, a link is on its way. It works once."),
        t("No mail within a few minutes? Look among unwanted mail, or ask an administrator for a link."),
    )


async def _look_up(username: str) -> None:
    try:
        await anyio.to_thread.run_sync(commands.ask_reset, house().store, username)
    except Exception:  # the answer is out; what went wrong is for whoever runs the server, without the name
        LOG.exception("Could not write a mail about a forgotten password")


def _ask_somebody() -> str:
    return t("Ask an administrator of your installation: they make a link with which you choose a new password.")


async def _told(*told: str) -> Response:
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    said = page.joined([page.fill("note", {"text": text}) for text in told])
    content = page.fill(
        "link", {"notice": said, "address": language.at_door("/log-ind"), "text": t("To the sign-in page")}
    )
    return page.answer(t("Forgotten your password?"), content, area=shown.title, switch=language.switch(PATH))


async def _page(request: Request, said: str = "", status: int = 200) -> Response:
    chosen = house().settings
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    proof = cookies.form_proof(request, chosen)
    content = page.fill(
        "forgotten",
        {
            "notice": page.notice(said),
            "text": t("Write your username, and we send a link to the e-mail address of the account."),
            "action": language.at_door(PATH),
            "proof": proof,
            "username_label": t("Username"),
            "button": t("Send a link"),
            "address": language.at_door("/log-ind"),
            "back": t("Back to the sign-in page"),
        },
    )
    switch = language.switch(PATH)
    answer = page.answer(
        t("Forgotten your password?"), content, area=shown.title, exercise=shown.exercise, status=status, switch=switch
    )
    cookies.keep_proof(answer, proof, chosen)
    return answer
