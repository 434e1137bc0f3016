"""What is said before a text is removed is true of the documents: wherever it stands, it was said to stand (6.1)."""

from sqlalchemy import select

from components.documents.forum_buttons import agenda_file
from components.documents.made import Format, picture_file, plan_file
from components.documents.review_buttons import review_file
from data import queries
from data.entities import Text
from data.rules.shown import Shown
from data.storage import Store
from tests import builders as b
from tests.documents.read import bare, docx_text
from tests.reviewed import an_evening

LEAST = 8
"""Letters from which on a text is no everyday word that a document says by itself."""


def _papers(store: Store, incident: int, plan: int) -> dict[Shown, str]:
    chief = b.hat(store, "projektchef")
    made = {
        Shown.PLAN_DOCUMENT: [plan_file(store, chief, plan, Format.DOCX)],
        Shown.PICTURE_DOCUMENT: [picture_file(store, chief, plan, Format.DOCX)],
        Shown.REVIEW_DOCUMENT: [review_file(store, chief, incident, Format.DOCX)],
        Shown.AGENDA: [agenda_file(store, chief, code, Format.DOCX) for code in store.plan().fora],
    }
    return {where: "".join(docx_text(one.content) for one in papers) for where, papers in made.items()}


def test_every_text_in_a_document_was_said_to_stand_there(lite: Store) -> None:
    incident = an_evening(lite)
    papers = _papers(lite, incident, b.plan_of(lite, incident))
    other = b.an_active_incident(lite)
    b.a_message(lite, b.plan_of(lite, other), happened="Et udkast, som ingen har godkendt endnu.")
    papers[Shown.PLAN_DOCUMENT] += docx_text(
        plan_file(lite, b.hat(lite, "projektchef"), b.plan_of(lite, other), Format.DOCX).content
    )
    with lite.whole() as session:
        written = [(text.id, text.body or "") for text in session.scalars(select(Text))]
    told: dict[str, set[Shown]] = {}  # of the same words written twice, what is told of either
    for number, body in written:
        hit = queries.removable(lite, b.hat(lite, "projektchef"), number) if len(body) >= LEAST else None
        if hit is not None:
            told.setdefault(body, set()).update(hit.shown)
    stands = {(where, body) for body in told for where, said in papers.items() if bare(body) in said}
    assert len(stands) > 20
    assert not {(where, body) for where, body in stands if where not in told[body]}
