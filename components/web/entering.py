"""The moment a browser gets its sign-in, whichever way somebody has come."""

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.session import house
from components.web import cookies, language
from components.web.gate import sign_in_of
from components.web.sockets import SOCKETS, Ending
from data import commands
from data.commands import Opened
from data.vocabulary import Language


async def welcome_in(request: Request, opened: Opened, onward: str) -> Response:
    """Give the browser its new sign-in; an older one of the same browser ends."""
    answer = RedirectResponse(onward, 303)
    await let_in(request, opened, answer)
    return answer


async def let_in(request: Request, opened: Opened, answer: Response, chosen: Language | None = None) -> None:
    """The same, with an answer of the caller's; `chosen` is the language that was asked for on the way."""
    await anyio.to_thread.run_sync(language.remember, opened, chosen or language.asked(request))
    if old := sign_in_of(request):
        await anyio.to_thread.run_sync(commands.sign_out, house().store, old.sign_in)
        SOCKETS.end(old.sign_in, Ending.LEFT)
    cookies.keep_token(answer, opened.token, house().settings)
    if cookies.halfway_of(request, house().settings):
        cookies.drop_halfway(answer, house().settings)
