"""The second step of a sign-in: a code of an authenticator app, or a recovery code. Before it nobody is signed in."""

from collections.abc import Mapping

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.session import house
from components.texts import t, tn
from components.web import cookies, language, limit, page
from components.web.address import HOME, safe_next
from components.web.entering import let_in, welcome_in
from components.web.form import posted, turned_away
from components.web.sign_in import AGAIN
from data import commands, queries
from data.commands import SecondStep
from data.errors import NotAllowed
from data.rules import second_factor

PATH = "/log-ind/kode"


async def show(request: Request) -> Response:
    """The page, for whoever has just given the right password in this browser; everybody else starts again."""
    if await _waiting(request) is None:
        return _start_again()
    return await _page(request, safe_next(request.query_params.get("next")))


async def receive(request: Request) -> Response:
    """Try the code, and let the person in."""
    form = await posted(request) or {}
    onward = safe_next(form.get("next"))
    username = await _waiting(request)
    if username is None:
        return _start_again()
    wait = t("Too many attempts. Wait an hour, or ask an administrator.")
    if away := turned_away(request, form, lambda: limit.may_try_code(request, username), wait):
        return await _page(request, onward, *away)
    try:
        done = await anyio.to_thread.run_sync(_step, cookies.halfway_of(request, house().settings), form)
    except NotAllowed as refusal:
        if refusal.code == "halfway-over":
            return _start_again()
        if refusal.code == "no-role":
            said = t("Your account has no role at present. Ask your administrator.")
            return await _page(request, onward, said, 403)
        limit.failed_code(username)
        said = t("That code does not hold. Wait for the next one in the app: each works once, for half a minute or so.")
        if second_factor.recovery_code(form.get("code", "")[:200]):
            said = t("That recovery code does not hold: each works once. Take another of those you kept.")
        return await _page(request, onward, said, 401)
    if done.left is None:
        return await welcome_in(request, done.opened, onward)
    return await _left(request, done, onward)


def _step(token: str, form: Mapping[str, str]) -> SecondStep:
    return commands.second_step(house().store, token, form.get("code", "")[:200])


async def _waiting(request: Request) -> str | None:
    """The username of whoever is halfway in, in this browser."""
    token = cookies.halfway_of(request, house().settings)
    return await anyio.to_thread.run_sync(commands.halfway_name, house().store, token[:500]) if token else None


def _start_again() -> Response:
    answer = RedirectResponse(language.at_door("/log-ind", besked=AGAIN), 303)
    cookies.drop_halfway(answer, house().settings)
    return answer


async def _left(request: Request, done: SecondStep, onward: str) -> Response:
    """Signed in by a recovery code: how many are left is said before anything else."""
    assert done.left is not None
    left = tn("You have one recovery code left.", "You have {n} recovery codes left.", done.left)
    if done.left == 0:
        left = t("You have no recovery code left.")
    mend = t("Turn two-step sign-in off and on again in the account menu to get ten new ones.")
    used = t("The recovery code is used up.")
    told = page.fill("note", {"text": f"{used} {left} {mend}"})
    content = page.fill("link", {"notice": told, "address": onward, "text": t("Go on")})
    answer = page.answer(t("You are signed in"), content)
    await let_in(request, done.opened, answer)
    return answer


async def _page(request: Request, onward: str, said: str = "", status: int = 200) -> Response:
    chosen = house().settings
    shown = await anyio.to_thread.run_sync(queries.sign_in_page, house().store)
    proof = cookies.form_proof(request, chosen)
    further = "" if onward == HOME else onward
    content = page.fill(
        "second_step",
        {
            "notice": page.notice(said),
            "text": t("The password is right. Open the authenticator app on your phone and write the code it shows."),
            "action": language.at_door(PATH),
            "proof": proof,
            "onward": onward,
            "code_label": t("Code of six digits"),
            "button": t("Sign in"),
            "recovery_title": t("The phone is not here?"),
            "recovery_text": t("Use one of the recovery codes that you kept. Each works once."),
            "recovery_label": t("Recovery code"),
            "recovery_button": t("Sign in with the recovery code"),
            "help": t("Neither phone nor codes? An administrator can turn the second step off for you."),
            "again_address": language.at_door("/log-ind", next=further),
            "again": t("Back to the password"),
        },
    )
    switch = language.switch(PATH, next=further)
    answer = page.answer(
        t("Second step"), content, area=shown.title, exercise=shown.exercise, status=status, switch=switch
    )
    cookies.keep_proof(answer, proof, chosen)
    return answer
