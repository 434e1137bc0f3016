"""A refused plan file in words, for whoever runs a command: what to put right, and what is only not filled in yet."""

from collections.abc import Iterator
from dataclasses import replace

from data.plan.changes import line_of
from data.plan.problems import PlanRefused, Problem


def told(name: str, refusal: PlanRefused, text: str = "") -> Iterator[str]:
    """Line by line. `text` is the file's, where it could be read: then problems of map files get their line, too."""
    problems = [_with_line(problem, text) for problem in refusal.problems]
    wrong, blank = sum(not one.blank for one in problems), sum(one.blank for one in problems)
    yield f"Planfilen {name} {_verdict(wrong, blank)}:"
    for problem in sorted(problems, key=lambda one: one.line or 0):
        yield f"  {problem}"


def _verdict(wrong: int, blank: int) -> str:
    blanks = "1 sted mangler" if blank == 1 else f"{blank} steder mangler"
    if not wrong:
        return f"er ikke udfyldt endnu, {blanks}"
    faults = "1 fejl" if wrong == 1 else f"{wrong} fejl"
    return f"kan ikke bruges, {faults}, og {blanks} at blive udfyldt" if blank else f"kan ikke bruges, {faults}"


def _with_line(problem: Problem, text: str) -> Problem:
    """Places know which map file is wrong, and not where the plan names it."""
    if problem.line is None and problem.where and text:
        return replace(problem, line=line_of(text, *problem.where.split(" › ")))
    return problem
