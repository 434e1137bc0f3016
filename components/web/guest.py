"""A guest's personal link: what one is invited to, and one button. Nothing of the incident is told before (R22)."""

import anyio
from starlette.requests import Request
from starlette.responses import Response

from components.session import house
from components.texts import t
from components.web import cookies, language, limit, page
from components.web.entering import welcome_in
from components.web.form import posted, turned_away
from data import commands, queries
from data.commands import Opened
from data.errors import NotAllowed
from data.queries import GuestLink

MEETING = "/moede"
"""Where a guest comes in."""


async def show(request: Request) -> Response:
    """The page behind the link; looking does not spend it: a messenger that looks for a preview spends nothing."""
    return await _page(request, request.query_params.get("noegle", ""))


async def receive(request: Request) -> Response:
    """Spend the link and let the guest in."""
    form = await posted(request) or {}
    key = form.get("key", "")
    if away := turned_away(request, form, lambda: limit.may_try(request, "")):
        return await _page(request, key, *away)
    try:
        opened = await anyio.to_thread.run_sync(_spend, key)
    except NotAllowed:
        return await _page(request, "")
    return await welcome_in(request, opened, MEETING)


def _spend(key: str) -> Opened:
    return commands.join(house().store, key[:200])


def _look(key: str) -> GuestLink | None:
    return queries.guest_link(house().store, key[:200]) if key else None


def _role(code: str) -> str:
    known = house().store.plan().roles.get(code)
    return known.title if known else code


async def _page(request: Request, key: str, said: str = "", status: int = 200) -> Response:
    chosen = house().settings
    link = await anyio.to_thread.run_sync(_look, key)
    switch = language.switch("/deltag", noegle=key)
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    if link is None:
        used = t("This link has been used, or the access has ended. Ask whoever invited you for a new one.")
        content = page.fill(
            "link",
            {"notice": page.notice(used), "address": language.at_door("/log-ind"), "text": t("To the sign-in page")},
        )
        return page.answer(t("Invitation"), content, area=shown.title, status=403, switch=switch)
    proof = cookies.form_proof(request, chosen)
    content = page.fill(
        "guest",
        {
            "notice": page.notice(said),
            "text": t("You are invited to the emergency meeting as a guest:"),
            "role": await anyio.to_thread.run_sync(_role, link.role),
            "what": t("You will see one incident and what is done about it, and can answer for your own actions."),
            "action": language.at_door("/deltag"),
            "proof": proof,
            "key": key,
            "button": t("Join"),
            "help": t("The link is yours alone and works once. No password is needed."),
        },
    )
    title, played = t("Invitation"), link.exercise  # a demo house may hold a real incident: the guest is told which
    answer = page.answer(title, content, area=shown.title, exercise=played, status=status, switch=switch)
    cookies.keep_proof(answer, proof, chosen)
    return answer
