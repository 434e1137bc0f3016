"""When an incident may be filed as one archive, and what is left out of what is given out (domain.md 2.9, 2.10, 6.25).

An archive is of what has ended. What is left out is decided by a person, reason by reason; these rules only say which
places a reason is about, so that each is marked and counted.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from data.errors import RuleBroken
from data.vocabulary import ArchiveEdition, IncidentState, LeftOut, Subject, Verb

ENDED: Final = frozenset(
    {IncidentState.CLOSED, IncidentState.CALLED_OFF, IncidentState.REJECTED, IncidentState.NON_ACUTE}
)
"""What can be archived; a merged incident goes with the one it is merged into."""
REFERENCE: Final = 60
"""Letters of a case number."""
CASE_NUMBER: Final = re.compile(r"(?:[^\W\d_]{0,4}\.?|\S*\d\S*)(?:[ ](?:[^\W\d_]{0,4}\.?|\S*\d\S*))*")
"""Figures, and words of at most four letters between them: no name fits into it, whatever its writer says it is."""
FIELDS: Final[Mapping[str, LeftOut]] = {"withheld": LeftOut.WITHHELD, "link": LeftOut.CONTACTS}
"""Fields of the log whose texts a reason is about, whatever the line."""
KEPT: Final = frozenset({"number", "action", "status", "party", "meeting"})
"""Facts of a line about individuals that are given out all the same: which action, whose, begun or ended; of a closed
item, at which meeting."""


def require_ended(state: IncidentState) -> None:
    """Raise RuleBroken("archive-not-ended")."""
    if state not in ENDED:
        raise RuleBroken("archive-not-ended")


def require_edition(edition: ArchiveEdition, reasons: Collection[LeftOut], *, decided: bool) -> None:
    """What is given out is decided by a person; the full edition leaves nothing out. Raises "decide-left-out"."""
    if edition is not ArchiveEdition.FULL and not decided:
        raise RuleBroken("decide-left-out", field="decided")
    if edition is ArchiveEdition.FULL and reasons:
        raise RuleBroken("nothing-left-out-of-all", field="reasons")


def require_received(reference: str, received_at: datetime | None, *, made_at: datetime, now: datetime) -> None:
    """A case number and a time at which the archive was there already. Raises RuleBroken with the field."""
    if not reference:
        raise RuleBroken("reference-missing", field="reference")
    if len(reference) > REFERENCE:
        raise RuleBroken("reference-too-long", field="reference", limit=REFERENCE)
    if not CASE_NUMBER.fullmatch(reference) or not any(sign.isdigit() for sign in reference):
        raise RuleBroken("no-case-number", field="reference")
    if received_at is None:
        raise RuleBroken("no-time", field="received_at")
    if received_at > now or received_at < made_at.replace(second=0, microsecond=0):
        raise RuleBroken("not-received-yet", field="received_at")


def reasons_of_texts(lines: Iterable[Mapping[str, Any]], individuals: Collection[int]) -> dict[int, LeftOut]:
    """The texts that each reason is about, by id. `lines` hold `subject`, `subject_id`, `facts` and `texts` as stored.

    `individuals` are the ids of the actions that concern individuals.
    """
    found: dict[int, LeftOut] = {}
    for line in lines:
        of_one = about_individuals(line, individuals)
        for field, reference in json.loads(line["texts"]).items():
            why = LeftOut.INDIVIDUALS if of_one else FIELDS.get(field)
            if why is not None:
                found[reference["id"]] = why
    return found


def about_individuals(line: Mapping[str, Any], individuals: Collection[int]) -> bool:
    """Whether a line tells of an action that concerns individuals, its own or a hand-over's, or of a closed item."""
    if line.get("verb") in (Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM):
        return True
    if line["subject"] == Subject.ACTION:
        return line["subject_id"] in individuals
    if line["subject"] == Subject.HAND_OVER:
        return json.loads(line["facts"]).get("action") in individuals
    return False


def without_individuals(facts: str) -> dict[str, Any]:
    """What is left of a line's facts about such an action."""
    return {name: value for name, value in json.loads(facts).items() if name in KEPT}
