"""Whether a plan that reads can also be used: its map can be drawn, and its own words pass where they are said (6.27).

Asked of a file before it is taken into use, so that nothing of it stops an exercise or a page in the middle.
"""

from collections.abc import Iterator
from typing import Final

from data.places import Places
from data.plan import PlanRefused, Problem, StandingPlan, line_of, where
from data.rules import privacy
from data.rules.known_words import known_words

POINTS_AT_SOMEBODY: Final = (
    "‘{found}’ ligner noget, der peger på en person, og kan ikke siges i en øvelse. Skriv en funktion i stedet, "
    "eller skriv det om."
)


def require_usable(plan: StandingPlan) -> None:
    """Raise PlanRefused with what stops this plan from being used; its problems have the lines of the plan's text."""
    Places.from_plan(plan)
    if problems := list(_impersonal(plan)):
        raise PlanRefused(problems)


def _impersonal(plan: StandingPlan) -> Iterator[Problem]:
    """An inject becomes a free text when it is let go, and meets the same privacy stop as every other (R46)."""
    for place, inject in enumerate(plan.injects):
        for found in privacy.findings(inject.text, known_words(plan))[:1]:
            said = POINTS_AT_SOMEBODY.format(found=inject.text[found.start : found.end])
            at = ("øvelse", place, "tekst")
            yield Problem(line_of(plan.text, *at), where(at), said)
