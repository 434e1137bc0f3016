"""What a browser is told about our pages, and what monitors are told about the house."""

import re
import time
from pathlib import Path

import httpx
import pytest
import streamlit
from sqlalchemy import create_engine

from components.texts import t
from components.web.headers import our_page, streamlit_policy
from data.settings import Settings
from tests.web.clients import client, signed_in
from tests.web.served import Served, furnish, serve

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def _policy(answer: httpx.Response) -> dict[str, list[str]]:
    said = answer.headers["content-security-policy"].split(";")
    return {words[0]: words[1:] for part in said if (words := part.split())}


@pytest.mark.parametrize(
    "path",
    ["/log-ind", "/velkommen", "/deltag", "/bekraeft", "/health", "/ready", "/", "/assets/plain.css", "/nowhere"],
)
def test_every_answer_is_dressed(served: Served, path: str) -> None:
    with client(served) as knocking:
        answer = knocking.get(path)
        assert {name: answer.headers[name] for name in EVERYWHERE} == EVERYWHERE
        assert answer.headers["x-frame-options"] == "DENY"
        assert _policy(answer)["default-src"] == ["'none'"]
        assert _policy(answer)["frame-ancestors"] == ["'none'"]
        assert "camera=()" in answer.headers["permissions-policy"]
        assert ("no-store" in answer.headers.get("cache-control", "")) == (not path.startswith("/assets/"))


@pytest.mark.parametrize(
    ("path", "allowed", "scripts"),
    [("/log-ind", True, ["shown", "no_drafts"]), ("/velkommen", True, []), ("/deltag", False, []),
     ("/bekraeft", False, []), ("/glemt", False, [])],
)  # fmt: skip
def test_a_plain_page_runs_no_script_but_those_about_passwords_and_drafts(
    served: Served, path: str, allowed: bool, scripts: list[str]
) -> None:
    with client(served) as knocking:
        answer = knocking.get(path)
        assert _policy(answer).get("script-src") == (["'self'"] if allowed else None)
        assert re.findall("<script[^>]*>", answer.text) == [f'<script src="/assets/{one}.js">' for one in scripts]
        assert " style=" not in answer.text
        assert '<html lang="da">' in answer.text


def test_the_sign_in_page_erases_nothing_while_a_sign_in_of_the_browser_lives(served: Served) -> None:
    """An old sign-in page with a wrong password, while somebody writes in another tab."""
    with signed_in(served) as knocking, client(served) as stranger:
        form = {"proof": "no", "username": "vagt", "password": "forkert"}
        assert "no_drafts.js" not in knocking.post("/log-ind", data=form).text
        assert "no_drafts.js" in stranger.post("/log-ind", data=form).text


def test_the_page_of_streamlit_is_ours(served: Served) -> None:
    with signed_in(served) as knocking:
        answer = knocking.get("/nogen-side")
        assert '<html lang="da">' in answer.text
        assert f"<title>{t('Emergency overview')}</title>" in answer.text
        assert "service-desc" not in answer.text
        assert "You need to enable JavaScript" not in answer.text
        assert int(answer.headers["content-length"]) == len(answer.content)
        scripts = _policy(answer)["script-src"]
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(scripts)
        assert sum(source.startswith("'sha256-") for source in scripts) == answer.text.count("<script>")
        assert _policy(answer)["connect-src"] == ["'self'", "data:", "blob:"]


def test_every_word_of_streamlits_page_that_we_change_is_still_there() -> None:
    """A newer Streamlit may write its page otherwise."""
    theirs = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    ours = our_page(theirs)
    for word in ('<html lang="en">', "<title>Streamlit</title>", 'href="./favicon.png"', 'rel="service-desc"'):
        assert word in theirs
        assert word not in ours
    assert "/assets/streamlit.css" in ours
    assert "sha256-" in streamlit_policy()


def test_a_component_may_do_more_within_its_frame_only(served: Served) -> None:
    with signed_in(served) as knocking:
        policy = _policy(knocking.get("/component/none/index.html"))
        assert policy["frame-ancestors"] == ["'self'"]
        assert policy["script-src-attr"] == ["'none'"]
        assert policy["connect-src"] == ["'self'", "data:", "blob:"]


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_monitors_need_no_sign_in_and_learn_nothing(served: Served, path: str) -> None:
    answer = httpx.get(served.url + path)
    assert (answer.status_code, answer.text in {"ok", "ready"}) == (200, True)


def test_a_house_whose_database_has_another_shape_is_not_ready(tmp_path: Path) -> None:
    furnish(tmp_path)
    with serve(tmp_path) as served:
        engine = create_engine(Settings(home=tmp_path).url)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'unknown'")
        engine.dispose()
        end = time.monotonic() + 6  # an answer is repeated for a moment
        while httpx.get(f"{served.url}/ready").status_code == 200 and time.monotonic() < end:
            time.sleep(0.2)
        answer = httpx.get(f"{served.url}/ready")
        assert (answer.status_code, answer.text) == (503, "not ready")
        assert httpx.get(f"{served.url}/health").text == "ok"
