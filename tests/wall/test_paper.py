"""Everything on paper by one click of a person, never by a screen; and the file that outlives the server."""

import re
import time
import zlib
from pathlib import Path

import httpx
import pytest

from components.wall import keepsake, paper
from data import queries
from data.storage import Store
from tests import builders as b
from tests.wall.conftest import screen
from tests.wall.situations import LONG, PLANTED, SITUATIONS
from tests.web.clients import signed_in
from tests.web.served import PRODUCT, Served, serve


def text_of(pdf: bytes) -> str:
    """What is written on the pages: the texts of their streams, as the fonts of PDF spell them."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    pages = b"\n".join(zlib.decompress(stream) for stream in streams)
    said = b" ".join(re.findall(rb"\((.*?)(?<!\\)\)", pages, re.DOTALL))
    return said.replace(b"\\(", b"(").replace(b"\\)", b")").decode("cp1252", "replace")


def evening(store: Store, last: str) -> None:
    for name, happen in SITUATIONS.items():
        happen(store)
        if name == last:
            return


def test_the_paper_holds_the_board_the_call_list_and_empty_forms(lite: Store) -> None:
    evening(lite, "in_force")
    made = paper.printed(lite, b.hat(lite, "projektchef"), "http://tavle")
    said = text_of(made.content)
    assert re.fullmatch(r"tavle-\d{8}-\d{4}\.pdf", made.name)
    for words in ("Hændelse 1", "Middel risiko", "Ringeliste", "Melding", "Log", "Beredskab 4K"):
        assert words in said
    assert all(contact.phone_as_written in said for contact in lite.plan().contacts if contact.role in roles(lite))
    assert PLANTED not in said


def roles(store: Store) -> set[str]:
    return {role.code for role in store.plan().permanent_roles}


def test_whoever_may_not_see_contacts_gets_functions(lite: Store) -> None:
    evening(lite, "before_meeting")
    said = text_of(paper.printed(lite, b.hat(lite, "styregruppe"), "").content)
    assert "Projektchef" in said
    assert not [c.name for c in lite.plan().contacts if c.name in said or c.phone_as_written in said]


def test_an_exercise_says_so_on_every_page_and_in_the_files_name(lite: Store) -> None:
    b.an_active_incident(lite, exercise=True)
    made = paper.printed(lite, b.hat(lite, "projektchef"), "")
    assert made.name.startswith("OEVELSE-tavle-")
    assert text_of(made.content).count("ØVELSE – intet her er virkeligt") == 5


def test_during_a_closed_item_neither_paper_nor_file_holds_more_than_its_notice(lite: Store) -> None:
    evening(lite, "closed_item")
    said = text_of(paper.printed(lite, b.hat(lite, "projektchef"), "").content)
    file = keepsake.document(lite)
    for told in (said, file):
        assert "Lukket punkt" in told
        assert not [word for word in ("risiko", "Omkring", "Opgør", "UDEN ANSVARLIG") if word in told]


@pytest.mark.parametrize("written", ["▲ 22.45", "**fed** __a__ --b-- [x](http://y)", "Łódź 中文 “citat” – 5 €", "(\\)"])
def test_whatever_was_written_can_be_printed(lite: Store, written: str) -> None:
    evening(lite, "meeting")
    b.a_part(lite, 1, revision=1, text=written)
    assert paper.printed(lite, b.hat(lite, "projektchef"), "").content.startswith(b"%PDF")
    assert "http" not in paper.spelled("▲ Ł")


def test_the_file_is_whole_and_inert_and_names_nobody(lite: Store, tmp_path: Path) -> None:
    evening(lite, "meeting")
    b.a_part(lite, 1, revision=1, text="<script>alert(1)</script> & <b>fed</b>")
    file = keepsake.write(lite, tmp_path / "mappe")
    told = file.read_text("utf-8")
    assert [path.name for path in file.parent.iterdir()] == ["tavle.html"]
    assert "<script" not in told
    assert "&lt;script&gt;" in told
    assert not re.search(r"(src|href)=", told)
    assert not [c.name for c in lite.plan().contacts if c.name in told or c.phone_as_written in told]
    assert PLANTED not in told


def test_the_file_is_written_anew_and_follows(lite: Store, tmp_path: Path) -> None:
    assert "Ingen aktiv hændelse" in keepsake.write(lite, tmp_path).read_text("utf-8")
    evening(lite, "meeting")
    assert LONG[:30] in keepsake.write(lite, tmp_path).read_text("utf-8")


def test_a_server_that_is_told_a_folder_leaves_the_file_there(home: Path, tmp_path: Path) -> None:
    with serve(home, PRODUCT, BEREDSKAB_SCREEN_FOLDER=str(tmp_path / "vaeg")):
        end = time.monotonic() + 20
        while not (tmp_path / "vaeg" / "tavle.html").exists() and time.monotonic() < end:
            time.sleep(0.1)
    assert "Ingen aktiv hændelse" in (tmp_path / "vaeg" / "tavle.html").read_text("utf-8")


def test_a_person_prints_and_a_screen_does_not(served: Served, store: Store) -> None:
    with signed_in(served, "aab") as person:
        answer = person.get("/tavle/udskrift.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith('inline; filename="')
    with signed_in(served, "administrator") as person:
        assert person.get("/tavle/udskrift.pdf").status_code == httpx.codes.SEE_OTHER
    with screen(served, store) as machine:
        assert machine.get("/tavle/udskrift.pdf").headers["location"] == "/tavle"
    assert httpx.get(f"{served.url}/tavle/udskrift.pdf").status_code == httpx.codes.UNAUTHORIZED
    assert queries.board(store).running == ()
