"""Tables for spreadsheets: nothing becomes a formula, numbers stay numbers, Danish Excel reads the letters (6.24)."""

import csv
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from components.tables import csv_bytes, xlsx_bytes
from tests.documents.test_nasty import NASTY

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
FORMULAS = (
    '=HYPERLINK("http://ond.example";"klik")', "=1+1", "+45 12345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "  =1+1", "＝1+1", "|cmd' /C calc'!A0", "{{7*7}}", "<img src=x onerror=alert(1)>", "http://ond.example", "2026-3",
    "0012", "1e5", "_x0041_", "'quoted", 'a;b"c', "linje\nto", "æøå ÆØÅ – “citat” €",
)  # fmt: skip


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel asks for the mark"
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> dict[str, list[list[str | float | None]]]:
    """Every sheet as rows; refuses a formula and a link, whatever is in them."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.testzip() is None
        assert not [name for name in file.namelist() if "_rels/sheet" in name], "no sheet links to anything"
        strings = [
            "".join(one.itertext(f"{{{NS['x']}}}t"))
            for one in etree.fromstring(file.read("xl/sharedStrings.xml")).findall("x:si", NS)
        ] if "xl/sharedStrings.xml" in file.namelist() else []  # fmt: skip
        book = etree.fromstring(file.read("xl/workbook.xml"))
        found = {}
        for number, sheet in enumerate(book.findall("x:sheets/x:sheet", NS), 1):
            tree = etree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
            assert not tree.findall(".//x:f", NS), "a formula"
            assert not tree.findall(".//x:hyperlink", NS), "a link"
            found[sheet.get("name")] = [
                [
                    strings[int(cell.findtext("x:v", namespaces=NS))] if cell.get("t") == "s"
                    else (float(value) if (value := cell.findtext("x:v", namespaces=NS)) else None)
                    for cell in row.findall("x:c", NS)
                ]
                for row in tree.findall(".//x:row", NS)
            ]  # fmt: skip
        return found


@pytest.mark.parametrize("said", FORMULAS)
def test_no_text_is_a_formula_in_a_csv_and_all_of_it_is_there(said: str) -> None:
    head, row = read_csv(csv_bytes(pd.DataFrame({said: [said], "n": [-3]})))
    for cell in (head[0], row[0]):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
        assert not cell.startswith(("\t", "\r", "\n"))
        assert cell.removeprefix("'") == said.removeprefix("'")
    assert row[1] == "-3", "a number is no text"


@pytest.mark.parametrize("said", FORMULAS)
def test_every_text_is_a_text_in_a_workbook(said: str) -> None:
    [rows] = read_xlsx(xlsx_bytes({"Tal": pd.DataFrame({said: [said, None], "n": [-3.5, 7]})})).values()
    shown = "_x005F_x0041_" if said == "_x0041_" else said
    assert [cell if not isinstance(cell, str) else cell.replace("\n", "").replace("\r", "") for cell in rows[1]] == [
        _escaped(shown).replace("\n", "").replace("\r", ""), -3.5,
    ]  # fmt: skip
    assert rows[2][-1] == 7


def _escaped(said: str) -> str:
    """A workbook spells a carriage return out."""
    return said.replace("\r", "_x000D_")


@given(st.lists(st.text(max_size=40) | st.sampled_from(NASTY), min_size=1, max_size=6))
def test_whatever_is_typed_comes_out_as_text_in_both(said: list[str]) -> None:
    frame = pd.DataFrame({"Hvad": said, "Antal": range(len(said))})
    rows = read_csv(csv_bytes(frame))
    assert len(rows) == len(said) + 1
    assert not [row for row in rows if row[0].lstrip()[:1] in ("=", "+", "-", "@")]
    [sheet] = read_xlsx(xlsx_bytes({"Ark": frame})).values()
    assert [row[-1] for row in sheet[1:]] == [float(number) for number in range(len(said))]


def test_numbers_days_and_what_is_missing_come_out_as_what_they_are() -> None:
    at = datetime(2026, 6, 1, 10, 30, tzinfo=UTC)
    frame = pd.DataFrame(
        [[1, 2.5, None, at, date(2026, 6, 1), True, float("nan")]],
        columns=["hel", "komma", "intet", "tid", "dag", "ja", "nan"],
    )  # fmt: skip
    assert read_csv(csv_bytes(frame))[1] == ["1", "2,5", "", "2026-06-01 12:30", "2026-06-01", "Ja", ""]
    [rows] = read_xlsx(xlsx_bytes({"Ark": frame})).values()
    assert rows[1] == [1, 2.5, "2026-06-01 12:30", "2026-06-01", "Ja"]


def test_sheets_have_names_that_a_workbook_takes() -> None:
    frame = pd.DataFrame({"a": [1]})
    names = ["ØVELSE Hvor mange: [a/b]*?" * 3, "ØVELSE Hvor mange: [a/b]*?" * 3, "History", "'", ""]
    found = list(read_xlsx(xlsx_bytes({name + " " * number: frame for number, name in enumerate(names)})))
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)
    assert found[0].startswith("ØVELSE")


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    frame = pd.DataFrame({"a": ["Ord " * 10_000]})
    [rows] = read_xlsx(xlsx_bytes({"Ark": frame})).values()
    assert str(rows[1][0]).startswith("Ord Ord")


def test_an_empty_table_is_its_headings() -> None:
    frame = pd.DataFrame([], columns=["a", "b"])
    assert read_csv(csv_bytes(frame)) == [["a", "b"]]
    assert read_xlsx(xlsx_bytes({"Ark": frame})) == {"Ark": [["a", "b"]]}
