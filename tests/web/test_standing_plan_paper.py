"""The standing plan on paper through its door: for a person, never for a stranger or a screen."""

from io import BytesIO

import httpx
from pypdf import PdfReader

from tests.web.clients import signed_in
from tests.web.served import Served


def test_a_person_prints_the_plan_in_what_they_may_read(served: Served) -> None:
    for role, sees in (("aab", True), ("administrator", False)):
        with signed_in(served, role) as person:
            answer = person.get("/beredskabsplan.pdf")
            assert answer.headers["content-type"] == "application/pdf"
            assert answer.headers["content-disposition"].startswith('inline; filename="beredskabsplan-')
            assert answer.headers["cache-control"] == "no-store"
            said = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
            assert "Underskrifter" in said
            assert ("lm@vparken.dk" in said) is sees
    assert httpx.get(f"{served.url}/beredskabsplan.pdf").status_code == httpx.codes.UNAUTHORIZED
