"""The agenda of a forum's next meeting on paper, with room to write what is decided (R16, B7).

What must be decided of each incident comes from its review. Exercises stand by themselves at the end, each row marked.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from components import fora_words, hygiene, review_words, times
from components.documents.blocks import Block, Heading, Pairs, Paragraph, Sheet, Table, Tone, written
from components.documents.naming import Naming, area, file_name, in_a_name
from components.fora_words import PlanOf
from components.plain import bare
from components.texts import speaking, t
from data.plan import StandingPlan
from data.queries import ForumAgenda, MatterRow, OnTheList, Review, ToFollowUp, ToReview
from data.vocabulary import Language


def sheet(account: ForumAgenda, reviews: Mapping[int, Review], plan_of: PlanOf) -> Sheet:
    """The agenda in words, in Danish whatever the screen is read in; `reviews` of those that may be read, by id."""
    with speaking(Language.DANISH):
        standing = plan_of(account.standing_plan_id)
        title = t("Agenda: {forum}", forum=standing.fora[account.view.code].name)
        return written(
            Sheet(
                title=title, below=_when(account), mark="",
                foot=t("{title} · printed {time}", title=title, time=times.dated(account.at)),
                at=account.at, language="da-DK", blocks=tuple(_blocks(account, reviews, standing, plan_of)),
            )
        )  # fmt: skip


def name(account: ForumAgenda, standing: StandingPlan) -> str:
    """The file's name without its ending; no exercise's, for the meeting is none."""
    with speaking(Language.DANISH):
        day = account.meeting.day if account.meeting else None
        return file_name(word(standing.fora[account.view.code].name, day), account.at, exercise=False)


def word(forum: str, day: date | None) -> str:
    """What the file's name begins with: the forum by its name, never by its code; Danish, like the paper."""
    return "-".join(filter(None, ("dagsorden", in_a_name(forum), str(day or ""))))


def _when(account: ForumAgenda) -> str:
    return fora_words.when(account.meeting) if account.meeting else t("No date is set for the next meeting")


def _blocks(
    account: ForumAgenda, reviews: Mapping[int, Review], standing: StandingPlan, plan_of: PlanOf
) -> Iterator[Block]:
    yield Pairs(((t("Area"), area(standing)),))
    if late := fora_words.rhythm(standing, account.view.code, account.view.rhythm):
        yield Paragraph(late, Tone.ALERT)
    if account.empty:
        yield Paragraph(t("Nothing waits for {forum}.", forum=standing.fora[account.view.code].definite))
    yield from _of(account, reviews, plan_of, standing, exercise=False)
    yield from _aged(account, standing)
    yield from _of(account, reviews, plan_of, standing, exercise=True)


def _of(
    account: ForumAgenda, reviews: Mapping[int, Review], plan_of: PlanOf, standing: StandingPlan, *, exercise: bool
) -> Iterator[Block]:
    """Everything real, or everything of exercises, under headings that say so."""
    mark = f"{t('EXERCISE')} – " if exercise else ""
    yield from _reviews([one for one in account.reviews if one.about.exercise is exercise], reviews, plan_of, mark)
    if not exercise:
        yield from _matters((*account.missed, *account.matters), standing)
    yield from _hand_overs([one for one in account.hand_overs if one.about.exercise is exercise], plan_of, mark)
    yield from _lessons([one for one in account.lessons if one.about.exercise is exercise], plan_of, mark)


def _reviews(
    rows: Sequence[ToReview], reviews: Mapping[int, Review], plan_of: PlanOf, mark: str
) -> Iterator[Block]:  # fmt: skip
    if not rows:
        return
    yield Heading(mark + t("Incidents to review"))
    yield Table(
        (t("Incident"), t("To decide"), t("Decision, who and by when")),
        tuple(
            (f"{fora_words.incident(one.about, plan_of)}\n{fora_words.ended(one)}",
             _open(reviews.get(one.about.id), plan_of), "")
            for one in rows
        ), (30, 38, 32),
    )  # fmt: skip


def _open(review: Review | None, plan_of: PlanOf) -> str:
    """What the review asks of the council."""
    if review is None:
        return t("See the review.")
    naming = Naming(plan_of(review.standing_plan_id), review.exercise)
    asked = [f"– {review_words.matter(one, naming)}" for one in review.to_decide]
    return "\n".join(asked) or t("The log leaves nothing open.")


def _matters(rows: Sequence[MatterRow], standing: StandingPlan) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(t("Matters that are not acute"))
    yield Table(
        (t("Matter"), t("Invited"), t("Decision, who and by when")),
        tuple(
            (f"{row.number}. {bare(row.what)}\n{fora_words.raised(row, standing)}",
             fora_words.invited(row, standing), "")
            for row in rows
        ), (40, 28, 32),
    )  # fmt: skip


def _hand_overs(rows: Sequence[OnTheList], plan_of: PlanOf, mark: str) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(mark + t("Actions that were handed over"))
    yield Table(
        (t("Action"), t("Receiver and date"), t("Decision, who and by when")),
        tuple(
            (f"{fora_words.action(one, plan_of)}\n{fora_words.incident(one.about, plan_of)}",
             fora_words.handed_over(one, plan_of), "")
            for one in rows
        ), (40, 28, 32),
    )  # fmt: skip


def _lessons(rows: Sequence[ToFollowUp], plan_of: PlanOf, mark: str) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(mark + t("Lessons to follow up"))
    yield Table(
        (t("Lesson"), t("Who sees to it"), t("Decision, who and by when")),
        tuple(
            (f"{bare(one.sentence)}\n{fora_words.incident(one.about, plan_of)}", fora_words.lesson(one, plan_of), "")
            for one in rows
        ), (40, 28, 32),
    )  # fmt: skip


def _aged(account: ForumAgenda, standing: StandingPlan) -> Iterator[Block]:
    if not account.aged:
        return
    today = times.local(account.at).date()
    told = [hygiene.tell(standing, line, today) for line in account.aged]
    yield Heading(t("The preparedness plan: what to look after"))
    yield Table((t("What"), t("What to do")), tuple((one.what, one.remedy) for one in told), (55, 45))
