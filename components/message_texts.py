"""A message in the forms it leaves the house in: plain, as a text message, printed, as a poster. Always in Danish.

An exercise says ØVELSE first and last, in every form and in the name of every file (domain.md 6.13).
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from components import times
from components.documents.poster import Account
from components.mail.words import exercise_mark
from components.plain import bare
from components.texts import mark, speaking, t
from data.plan import StandingPlan
from data.queries import CommunicationView, MessageRow, TranslationRow
from data.rules import sms
from data.rules.messages import QUESTIONS
from data.vocabulary import Language

HEADINGS: Final[Mapping[str, str]] = {
    "happened": mark("What has happened"),
    "latest": mark("The latest"),
    "unknown": mark("What we do not know yet"),
    "advice": mark("What you should do"),
    "doing": mark("What we are doing"),
    "contact": mark("Whom to contact"),
    "next": mark("Next update"),
}
"""What stands over each answer when residents read it."""
ASKED: Final[Mapping[str, str]] = {
    "happened": mark("What has happened?"),
    "latest": mark("What is the latest?"),
    "unknown": mark("What do we not know yet?"),
    "advice": mark("What should people do?"),
    "doing": mark("What is the municipality doing, and the others?"),
    "contact": mark("Whom can they contact?"),
    "next": mark("When is the next update?"),
}
"""The same seven as whoever writes is asked (domain.md 3.6)."""
LEADS: Final[Mapping[str, str]] = {
    "unknown": mark("We do not know yet: {said}"),
    "doing": mark("What we are doing: {said}"),
    "contact": mark("Contact: {said}"),
    "next": mark("Next update: {said}"),
}
"""Where no headings stand: the words without which an answer would say another thing. The unknown is never a fact."""
IMPORTANCE: Final = ("happened", "advice", "contact", "next", "latest", "unknown", "doing")
"""What a short message keeps first; one that says neither what has happened nor what to do is none."""
FOREMOST: Final = frozenset(IMPORTANCE[:2])


class ShortForm(NamedTuple):
    """A text message of so many segments, and the questions whose answers it leaves out."""

    text: str
    left_out: tuple[str, ...]


def answers(row: MessageRow) -> list[tuple[str, str]]:
    """(heading, text) of each answer that stands, in order; a removed one is left out."""
    return [(t(HEADINGS[q]), row.answers[q].body or "") for q in _answered(row)]


def senders(view: CommunicationView, row: MessageRow, plan: StandingPlan) -> str:
    """The parties that tell those whom the message is for."""
    codes = dict.fromkeys(r.informs for r in view.rows if r.key in row.audiences and r.informs and r.relevant)
    return ", ".join(plan.parties[code].short for code in codes if code in plan.parties)


def correction(row: MessageRow) -> str:
    """That it puts an earlier message right, and which; "" for one that does not (6.20)."""
    if row.corrects is None:
        return ""
    number, sent = row.corrects
    return t("Correction of our message no. {n} of {time}", n=number, time=times.brief(sent) if sent else "?")


def plain_text(view: CommunicationView, row: MessageRow, plan: StandingPlan) -> str:
    """To paste into a mail, a web page, a post."""
    with speaking(Language.DANISH):
        lines = [correction(row), *(f"{head}:\n{body}" for head, body in answers(row)), *_foot(view, row, plan)]
        return _framed(view, "\n\n".join(line for line in lines if line), "\n\n")


def printed_text(view: CommunicationView, row: MessageRow, plan: StandingPlan) -> str:
    """To put on paper as it stands: with a heading, and capitals that need no bold type."""
    with speaking(Language.DANISH):
        title = t("Message no. {n}", n=row.number)
        lines = [
            plan.area.name, title, correction(row), *(f"{head.upper()}\n{body}" for head, body in answers(row)),
            *_foot(view, row, plan),
        ]  # fmt: skip
        return _framed(view, "\n\n".join(line for line in lines if line), "\n\n")


def _foot(view: CommunicationView, row: MessageRow, plan: StandingPlan) -> Iterator[str]:
    if who := senders(view, row, plan):
        yield t("From: {who}", who=who)


def _framed(view: CommunicationView, text: str, gap: str) -> str:
    return gap.join((exercise_mark(), text, exercise_mark())) if view.exercise else text


def unheaded(question: str, said: str) -> str:
    """An answer as it reads without its heading."""
    return t(LEADS[question], said=said) if question in LEADS else said


def text_message(view: CommunicationView, row: MessageRow) -> str:
    """All that it says, without headings, in the letters that text messages have."""
    with speaking(Language.DANISH):
        said = [correction(row), *(unheaded(q, row.answers[q].body or "") for q in _answered(row))]
        return sms.plainer(_short(view, " ".join(_ended(one) for one in said if one)))


def short_messages(view: CommunicationView, row: MessageRow) -> dict[int, ShortForm]:
    """Segments -> the whole answers that fit into as many by rule: of one and of two, if the whole does not."""
    with speaking(Language.DANISH):
        whole = sms.length(text_message(view, row)).segments
        asked = _answered(row)
        head = sms.plainer(correction(row))
        pieces = [_ended(sms.plainer(unheaded(q, row.answers[q].body or ""))) for q in asked]
        order = [asked.index(q) for q in IMPORTANCE if q in asked]
        leads = len(FOREMOST & set(asked)) or 1
        frame = (lambda said: _short(view, f"{head}. {said}")) if head else (lambda said: _short(view, said))
        made = {n: sms.shortened(pieces, order, n, frame, leads=leads) for n in (1, 2) if n < whole}
    return {n: ShortForm(one.text, tuple(asked[i] for i in one.left_out)) for n, one in made.items() if one.text}


def _answered(row: MessageRow) -> list[str]:
    """The questions that have an answer to tell; a removed one is left out."""
    return [q for q in QUESTIONS if q in row.answers and row.answers[q].body]


def _short(view: CommunicationView, text: str) -> str:
    return f"{t('EXERCISE')}. {text} {t('EXERCISE')}" if view.exercise else text


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?", ":")) else f"{text.rstrip()}."


def file_name(view: CommunicationView, row: MessageRow, ending: str) -> str:
    """What a file of it is called; an exercise says so first."""
    with speaking(Language.DANISH):
        name = t("message-{n}", n=row.number)
        word = t("file-name|EXERCISE").rpartition("|")[2]
    return f"{word}-{name}{ending}" if view.exercise else f"{name}{ending}"


def poster_of(view: CommunicationView, row: MessageRow, plan: StandingPlan) -> Account:
    """What stands on the poster; a translation that is older than the message is left out."""
    with speaking(Language.DANISH):
        head = correction(row)
        sent = row.sent_at or row.approved_at or row.at
        foot = [t("Message no. {n}", n=row.number), times.in_full(sent), *_foot(view, row, plan)]
        return Account(
            title=plan.area.name,
            blocks=((head, ""), *answers(row)) if head else tuple(answers(row)),
            translations=tuple((bare(one.language), bare(one.text)) for one in row.translations if _current(one)),
            foot=" · ".join(foot),
            exercise=exercise_mark() if view.exercise else "",
        )  # fmt: skip


def _current(one: TranslationRow) -> bool:
    return not one.stale and one.text.body is not None and one.language.body is not None
