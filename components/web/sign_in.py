"""Signing in and out, in plain HTML: works before any script is loaded, and without one."""

from collections.abc import Mapping
from functools import partial

import anyio
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.session import house
from components.texts import t
from components.web import cookies, language, limit, oidc, page
from components.web.address import HOME, safe_next
from components.web.entering import welcome_in
from components.web.form import posted, turned_away
from components.web.gate import sign_in_of
from components.web.oidc import leaving
from components.web.oidc import said as oidc_said
from components.web.sockets import SOCKETS, Ending
from data import commands, queries
from data.commands import Halfway, Opened
from data.errors import Refusal
from data.storage.sign_ins import name_of

LONGEST = 1000
"""Characters of a password that are looked at."""
AGAIN = "igen"
"""Said to whoever comes to the second step too late."""
PASSWORD_CHECKS = anyio.CapacityLimiter(2)
"""A check takes 64 MiB and a core (argon2id): a crowd queues up instead of taking the machine."""


async def show(request: Request) -> Response:
    """The sign-in page; a signed-in person is sent on."""
    onward = safe_next(request.query_params.get("next"))
    if sign_in_of(request):
        return RedirectResponse(onward, 303)
    why = request.query_params.get("besked", "")
    if why == Ending.OVER:
        return await _over()
    if why != Ending.LEFT and await anyio.to_thread.run_sync(_was_guest, request):
        answer = RedirectResponse(language.at_door("/log-ind", besked=Ending.OVER), 303)
        cookies.drop_token(answer, house().settings)  # told once: whoever has an account signs in as ever
        return answer
    said = oidc_said.sentence(why, request.query_params.get("udbyder", ""))
    return await _page(request, onward=onward, said=said, told=_farewell(why), why=why)


async def receive(request: Request) -> Response:
    """Try the given username and password, or open a demo account, and send the person on."""
    form = await posted(request)
    if form is None:
        return await _page(request, said=t("The form could not be read. Try again."), status=400)
    onward, username = safe_next(form.get("next")), form.get("username", "")[:100]
    again = partial(_page, request, onward=onward, username=username)
    if away := turned_away(request, form, lambda: limit.may_try(request, username)):
        return await again(said=away[0], status=away[1])
    try:
        opened = await anyio.to_thread.run_sync(_open, form, limiter=PASSWORD_CHECKS)
    except Refusal as refusal:
        if refusal.code == "no-role":  # the password was right
            return await again(said=t("Your account has no role at present. Ask your administrator."), status=403)
        limit.failed(request, username)
        return await again(said=t("Wrong username or password."), status=401)
    return to_second_step(opened, onward) if isinstance(opened, Halfway) else await welcome_in(request, opened, onward)


def to_second_step(halfway: Halfway, onward: str) -> Response:
    """Send whoever has shown the first factor on to the second; nobody is signed in by it."""
    answer = RedirectResponse(language.at_door("/log-ind/kode", next="" if onward == HOME else onward), 303)
    cookies.keep_halfway(answer, halfway.token, house().settings)
    return answer


async def ask_to_leave(request: Request) -> Response:
    """A page with the sign-out button, for whoever comes by address: only a POST signs out."""
    if not sign_in_of(request):
        return RedirectResponse("/log-ind", 303)
    content = page.fill(
        "leave",
        {
            "text": t("Every open tab of this browser is signed out at once."),
            "button": t("Sign out"),
            "back": t("Back to the overview"),
        },
    )
    return page.answer(t("Sign out"), content)


async def leave(request: Request) -> Response:
    """Sign out: the sign-in ends, and with it every open tab of this browser."""
    found = sign_in_of(request)
    onward = await leaving.page_of(found.provider) if found else None
    answer = onward or RedirectResponse(language.at_door("/log-ind", besked=Ending.LEFT), 303)
    if found:
        await anyio.to_thread.run_sync(commands.sign_out, house().store, found.sign_in)
        answer.background = BackgroundTask(leaving.end_soon, found.sign_in) if onward else None
    if found and not onward:
        SOCKETS.end(found.sign_in, Ending.LEFT)
    cookies.drop_token(answer, house().settings)
    answer.headers["Clear-Site-Data"] = '"storage"'  # what was typed and not saved (components/drafts.js)
    return answer


def _open(form: Mapping[str, str]) -> Opened | Halfway:
    if demo := form.get("demo"):
        return commands.sign_in_demo(house().store, demo[:100])
    return commands.sign_in(house().store, form.get("username", "")[:100].strip(), form.get("password", "")[:LONGEST])


def _was_guest(request: Request) -> bool:
    """Whether the browser comes with what is left of a guest's sign-in."""
    token = cookies.token_of(request, house().settings)
    return token is not None and queries.was_guest(house().store, name_of(token))


async def _over() -> Response:
    """A guest's access has ended: no password is asked for, for they never had one (R22)."""
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    told = t("Your access has ended. If you are still needed, ask whoever invited you for a new link.")
    content = page.fill(
        "link",
        {
            "notice": page.fill("note", {"text": told}),
            "address": language.at_door("/log-ind"),
            "text": t("To the sign-in page"),
        },
    )
    content = page.joined([content, page.fill("no_drafts", {})])
    switch = language.switch("/log-ind", besked=Ending.OVER)
    return page.answer(t("Thank you for your help"), content, area=shown.title, switch=switch)


def _farewell(why: str) -> str:
    said = {
        Ending.LEFT.value: t("You are signed out."),
        Ending.LAPSED.value: t("Your sign-in has ended. Sign in again to go on."),
        AGAIN: t("It took too long between the password and the code. Start again with the password."),
    }
    return said.get(why, "")


async def _page(
    request: Request, *, onward: str = "/", username: str = "", said: str = "", told: str = "", status: int = 200,
    why: str = "",
) -> Response:  # fmt: skip
    """The page again: `said` is what went wrong, `told` what is good to know, `why` its word in the address."""
    chosen = house().settings
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    proof = cookies.form_proof(request, chosen)
    told = (
        told
        if shown.any_account
        else t("There is no account yet. Open the one-time link that the server printed when it started.")
    )
    content = page.fill(
        "sign_in",
        {
            "notice": page.notice(said),
            "told": page.fill("note", {"text": told}) if told else page.Markup(),
            "providers": oidc_said.buttons(onward, why),
            "focus": page.Markup() if oidc.known() else page.Markup(" autofocus"),
            "action": language.at_door("/log-ind"),
            "proof": proof,
            "onward": onward,
            "username_label": t("Username"),
            "username": username,
            "password_label": t("Password"),
            "button": t("Sign in"),
            "demo": _demo(shown.demo, proof, onward),
            "erases": page.Markup() if sign_in_of(request) else page.fill("no_drafts", {}),
            "show": t("Show what I type"),
            "forgotten_address": language.at_door("/glemt"),
            "forgotten": t("Forgotten your password?"),
            "help": t("No account? Ask your administrator for a one-time link."),
        },
    )
    switch = language.switch("/log-ind", next="" if onward == HOME else onward)
    answer = page.answer(t("Sign in"), content, area=shown.title, exercise=shown.exercise, status=status, switch=switch)
    cookies.keep_proof(answer, proof, chosen)
    return answer


def _demo(accounts: tuple[tuple[str, str], ...], proof: str, onward: str) -> page.Markup:
    if not accounts:
        return page.Markup()
    buttons = [page.fill("demo_button", {"username": name, "display": display}) for name, display in accounts]
    return page.fill(
        "demo",
        {
            "action": language.at_door("/log-ind"),
            "proof": proof,
            "onward": onward,
            "legend": t("Demonstration"),
            "text": t("Invented data. Choose whom to see it as:"),
            "buttons": page.joined(buttons),
        },
    )
