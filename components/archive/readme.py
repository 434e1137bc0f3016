"""The first file that somebody opens years later: what this is, what lies in it, and how it is proven."""

from collections.abc import Mapping, Sequence

from components import look, times
from components.archive.leaving_out import TOLD, LeavingOut
from components.documents.naming import Naming, area, exercise_mark
from components.texts import t, tn
from data.queries import Archived
from data.vocabulary import LeftOut


def text(
    account: Archived, naming: Naming, files: Sequence[str], leaving: LeavingOut, *, access: bool, version: str
) -> str:
    """The file, with lines as Windows ends them."""
    plan = naming.plan
    number = t("E{n}", n=account.number) if account.exercise else str(account.number)
    lines = [
        *([exercise_mark(exercise=True), ""] if account.exercise else []),
        t("Incident {n}: edition for access to documents", n=number) if access
        else t("Incident {n}: the whole incident", n=number),
        f"{area(plan)}. {plan.title}.",
        t("State: {state}. Made {time} from line {n} of the log, by version {version} of the product.",
          state=look.INCIDENT[account.state].label.lower(), time=times.dated(account.at), n=account.revision,
          version=version),
        "",
        t("Those who took part are functions and parties. Texts stand as they were written."),
        *(_left_out(leaving.counted) if access else []),
        "",
        t("WHAT LIES IN IT"),
        *(f"- {name}" for name in files),
        "",
        t("HOW IT IS READ"),
        t("Documents are PDF and DOCX with the same words. Tables are CSV: semicolons, UTF-8, Danish time."),
        t("A text that begins like a formula has an apostrophe before it, so that no spreadsheet reckons it out."),
        t("A text that was removed for good says so, and stands nowhere in this archive."),
        t("The log file holds each line as it was hashed, and each text with its salt."),
        t("The file of places is GeoJSON (WGS 84), and no finer than a block."),
        "",
        t("HOW IT IS PROVEN"),
        t("On a machine with the product, without its database: python -m data verify FILE"),
        t("It compares every file with manifest.json, and computes the hash of every line and text again."),
        t("The digest of manifest.json stands in the log of the incident, at the line that says that this was made."),
    ]  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


def _left_out(counted: Mapping[LeftOut, int]) -> list[str]:
    told = [t("What is left out, as a person decided; each place is marked where it stood:")]
    for why in LeftOut:
        places = tn("{n} thing left out", "{n} things left out", counted[why]) if why in counted else t("given out")
        told.append(f"- {t(TOLD[why])}: {places}")
    return ["", *told]
