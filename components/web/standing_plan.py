"""The door of the standing plan on paper: for every person, in what they may read; never for a screen."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from components import session, standing_paper
from components.wall.paper import Printed
from components.web.gate import sign_in_of
from data import queries
from data.queries import SignedIn


async def on_paper(request: Request) -> Response:
    """The plan as a PDF."""
    found = sign_in_of(request)
    assert found is not None  # the gate lets nobody else in
    made = await run_in_threadpool(_printed, found)
    named = {"Content-Disposition": f'inline; filename="{made.name}"'}
    return Response(made.content, media_type="application/pdf", headers=named)


def _printed(found: SignedIn) -> Printed:
    store = session.house().store
    plan = store.plan()
    viewer = queries.viewer_of(plan, found.person, found.role, found.worn.mandate, only=found.only)
    return standing_paper.printed(session.Me(store, found, viewer, plan, store.clock()))
