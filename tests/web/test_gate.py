"""Nothing of Streamlit passes without a live sign-in, and nothing another site's page sends."""

from pathlib import Path

import httpx
import pytest
import streamlit
from websockets.exceptions import ConnectionClosed, InvalidStatus

from data.storage.sign_ins import name_of
from tests.web.clients import COOKIE, client, signed_in, socket
from tests.web.served import Served

SCRIPT = next((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")).name
BEHIND = (
    "/", "/overblik", "/index.html", "/favicon.png", "/manifest.json", f"/static/js/{SCRIPT}", "/_stcore/health",
    "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json",
    "/media/0123.pdf", "/component/streamlit_folium.st_folium/index.html", "/assets/../index.html", "/log-ind/",
    "/velkommen/x", "//health", "/health/../",
)  # fmt: skip


@pytest.mark.parametrize("path", BEHIND)
def test_a_stranger_gets_nothing_of_streamlit(served: Served, path: str) -> None:
    answer = httpx.get(served.url + path)
    assert answer.status_code in {400, 401, 403, 404}
    assert "streamlit" not in answer.text.lower()


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/", "/auth/login"])
def test_a_stranger_changes_nothing(served: Served, method: str, path: str) -> None:
    assert httpx.request(method, served.url + path, headers={"origin": served.url}).status_code == 401


def test_a_stranger_who_opens_a_page_is_sent_to_sign_in_and_back(served: Served) -> None:
    with client(served) as knocking:
        answer = knocking.get("/haendelser?id=3&vis=kort")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/log-ind?next=%2Fhaendelser%3Fid%3D3%26vis%3Dkort"


def test_a_signed_in_person_gets_the_page(served: Served) -> None:
    with signed_in(served) as knocking:
        assert knocking.get("/").status_code == 200
        assert knocking.get("/_stcore/health").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "beredskab", "æøå".encode().decode("latin-1"), "a" * 4000])
def test_an_invented_token_opens_nothing(served: Served, token: str) -> None:
    assert httpx.get(served.url, headers={"cookie": f"beredskab={token}".encode("latin-1")}).status_code == 401


def test_the_stored_name_of_a_sign_in_is_not_a_token(served: Served) -> None:
    with signed_in(served) as knocking:
        name = name_of(knocking.cookies[COOKIE])
    assert httpx.get(served.url, headers={"cookie": f"{COOKIE}={name}"}).status_code == 401


@pytest.mark.parametrize("header", ["x-beredskab-sign-in", "X-Beredskab-Sign-In"])
def test_who_is_looking_cannot_be_said_from_outside(served: Served, header: str) -> None:
    with signed_in(served) as knocking:
        name = name_of(knocking.cookies[COOKIE])
    assert httpx.get(served.url, headers={header: name}).status_code == 401
    with pytest.raises(InvalidStatus), socket(served, "/_stcore/stream", **{header: name}):
        pass


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1", "https://127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/_stcore/stream", "/live"])
def test_a_websocket_from_another_site_is_refused(served: Served, path: str, origin: str | None) -> None:
    with (
        signed_in(served) as knocking,
        pytest.raises(InvalidStatus) as refused,
        socket(served, path, knocking.cookies, origin=origin),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_a_websocket_of_streamlit_needs_a_sign_in(served: Served) -> None:
    with pytest.raises(InvalidStatus) as refused, socket(served, "/_stcore/stream"):
        pass
    assert refused.value.response.status_code == 403


def test_a_page_without_a_sign_in_is_told_so_by_the_live_connection(served: Served) -> None:
    with socket(served, "/live") as live, pytest.raises(ConnectionClosed) as closed:
        live.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_a_signed_in_page_is_connected(served: Served) -> None:
    with signed_in(served) as knocking:
        with socket(served, "/_stcore/stream", knocking.cookies) as stream:
            stream.ping().wait(5)
        with socket(served, "/live", knocking.cookies) as live:
            assert '"rev"' in str(live.recv(5))


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1.evil.example"])
def test_a_form_from_another_site_is_refused(served: Served, origin: str | None) -> None:
    with signed_in(served) as knocking:
        del knocking.headers["origin"]
        for path in ("/log-ud", "/log-ind", "/velkommen", "/bekraeft", "/_stcore/upload_file/a/b"):
            answer = knocking.post(path, headers={"origin": origin} if origin else {})
            assert answer.status_code == 403
        assert knocking.get("/").status_code == 200
