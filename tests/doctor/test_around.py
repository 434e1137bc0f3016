"""What the doctor says of the machine, the settings and what stands around: each line, with real parts."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import disk_usage
from threading import Thread
from typing import Any

import pytest
from pydantic import ValidationError

from data.doctor import machine, network
from data.settings import Settings
from tests.doctor.conftest import Make, codes
from tests.mail.office import SENDER, office, signed_in_as
from tests.web.served import free_port


def test_python() -> None:
    assert codes(machine.python()) == ["python"]
    assert codes(machine.python((3, 10, 9))) == ["python-old"]


PINS = {
    None: ["packages"],  # those of the product, as this very environment has them
    "SQLAlchemy==2.0.0\n": ["packages-differ"],
    "findes-ikke[binary]==1.0\n": ["packages-missing"],
    "findes-ikke==1.0\nSQLAlchemy==2.0.0 # gammel\n": ["packages-missing", "packages-differ"],
}


@pytest.mark.parametrize("pins", PINS)
def test_packages(pins: str | None, tmp_path: Path) -> None:
    file = machine.PINNED if pins is None else tmp_path / "requirements.txt"
    if pins is not None:
        file.write_text(pins, encoding="utf-8")
    assert codes(machine.packages(file)) == PINS[pins]
    assert codes(machine.packages(tmp_path / "ingen.txt")) == ["packages-unknown"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"SMTP_PORT": "mange"}, "BEREDSKAB_SMTP_PORT kan ikke bruges: den skal være et helt tal."),
        ({"SMTP_PORT": "99999"}, "BEREDSKAB_SMTP_PORT kan ikke bruges: tallet er for stort."),
        ({"HTTPS": "måske"}, "BEREDSKAB_HTTPS kan ikke bruges: den skal være true eller false."),
        ({"SMTP_SECURITY": "ssl"}, "BEREDSKAB_SMTP_SECURITY kan ikke bruges: det er ikke et af de ord, den kan være."),
        ({"PUBLIC_URL": "her"}, "BEREDSKAB_PUBLIC_URL kan ikke bruges: den har ikke den form"),
        ({"SMTP_HOST": "x"}, "BEREDSKAB_SMTP_HOST kan ikke stå alene."),
    ],
)
def test_a_setting_that_cannot_be_read(
    given: dict[str, str], expected: str, house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.doctor import tell

    with pytest.raises(ValidationError) as caught:
        house(**given)
    found = list(machine.wrong_settings(caught.value))
    assert codes(found)
    assert expected in " ".join(tell(found))
    assert next(iter(given.values())) not in " ".join(tell(found)) or given == {"SMTP_HOST": "x"}


def test_a_setting_that_is_none(house: Make) -> None:
    known = house(HTTPS="true")
    assert codes(machine.unknown_settings(known)) == []
    slip = machine.Installation(known.settings, {"BEREDSKAB_HTPS": "true", "PATH": ""}, known.now)
    found = list(machine.unknown_settings(slip))
    assert codes(found) == ["setting-unknown"]
    assert found[0].details["near"] == " Mente du BEREDSKAB_HTTPS?"


def test_the_home_folder(house: Make, installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = house()
    assert codes(machine.home(at)) == ["home-not-yet"]
    assert not installation.exists()
    installation.write_text("en fil")
    assert codes(machine.home(at)) == ["home-no-folder"]
    assert codes(machine.home(house(HOME=str(installation / "under")))) == ["home-no-folder"]
    installation.unlink()
    for mode, code in ((0o700, "home"), (0o750, "home-group"), (0o755, "home-open"), (0o777, "home-open")):
        installation.mkdir(exist_ok=True)
        installation.chmod(mode)
        assert codes(machine.home(at)) == [code]
    monkeypatch.setattr(machine.os, "access", lambda *_: False)  # root may write everywhere
    assert codes(machine.home(at)) == ["home-unwritable"]
    assert codes(machine.home(house(HOME=str(installation / "ny")))) == ["home-cannot"]


@pytest.mark.parametrize(("free", "code"), [(50 << 20, "disk-full"), (600 << 20, "disk-little"), (9 << 30, "disk")])
def test_the_disk(free: int, code: str, house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disk_usage("/")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: real._replace(free=free))
    assert codes(machine.disk(house())) == [code]


def test_a_database_needs_room_for_its_copies(house: Make, installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installation.mkdir()
    with (installation / "beredskab.sqlite").open("wb") as file:
        file.truncate(900 << 20)  # takes no room itself
    real = disk_usage("/")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: real._replace(free=2 << 30))
    found = list(machine.disk(house()))
    assert codes(found) == ["disk-full"]
    assert found[0].details["needed"] == "2,6 GB"


CLOSED = {
    "only-here": {},
    "https": {"HTTPS": "true", "PUBLIC_URL": "https://beredskab.example.dk"},
    "https-off": {"PUBLIC_URL": "https://beredskab.example.dk"},
    "public-plain": {"PUBLIC_URL": "http://beredskab.example.dk"},
    "open-plain": {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"},  # noqa: S104  said, not listened at
}


@pytest.mark.parametrize("code", CLOSED)
def test_the_way_here(code: str, house: Make) -> None:
    assert codes(network.closed(house(**CLOSED[code]))) == [code]
    assert codes(network.closed(house(PUBLIC_URL="http://localhost:8501", HTTPS="false"))) != ["public-plain"]


@contextmanager
def answering(status: int, body: str, port: int = 0) -> Iterator[str]:
    """Something that answers on a port: the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", port), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield str(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [(200, "ready", "served"), (503, "not ready", "not-ready"), (200, "<html>", "port-other")],
)
def test_what_answers_on_the_port(status: int, body: str, code: str, house: Make) -> None:
    with answering(status, body) as port:
        assert codes(network.port(house(PORT=port))) == [code]


def test_a_port_that_is_free_or_none(house: Make) -> None:
    assert codes(network.port(house(PORT=str(free_port())))) == ["port-free"]
    assert codes(network.port(house(PORT="otte"))) == ["port-wrong"]
    assert codes(network.port(house(PORT="99999"))) == ["port-wrong"]


def mail_settings(port: int, **more: str) -> dict[str, str]:
    return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_SECURITY": "none", "MAIL_FROM": SENDER,
            "PUBLIC_URL": "https://x.example", **more}  # fmt: skip


def test_the_mail_server(house: Make) -> None:
    assert codes(network.mail(house())) == ["mail-none"]
    assert codes(network.mail(house(**mail_settings(free_port())))) == ["mail-silent"]
    with office() as there:
        assert codes(network.mail(house(**mail_settings(there.port)))) == ["mail"]
        assert codes(network.mail(house(**mail_settings(there.port, SMTP_SECURITY="starttls")))) == ["mail-not-closed"]
        assert codes(network.mail(house(**mail_settings(there.port, PUBLIC_URL="")))) == ["mail", "mail-no-link"]
    assert there.got == []
    with office(authenticator=signed_in_as("beredskab", "rigtig"), auth_require_tls=False) as there:
        asked = mail_settings(there.port, SMTP_USER="beredskab", SMTP_PASSWORD="rigtig")
        assert codes(network.mail(house(**asked))) == ["mail"]
        assert codes(network.mail(house(**(asked | {"SMTP_PASSWORD": "forkert"})))) == ["mail-sign-in"]


def test_a_mail_server_elsewhere_is_reached_in_the_open(house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_greet", lambda _: None)
    at = house(**mail_settings(25, SMTP_HOST="smtp.example.dk"))
    assert codes(network.mail(at)) == ["mail", "mail-plain"]
    monkeypatch.setattr(network, "_greet", lambda _: (_ for _ in ()).throw(ssl.SSLError("certificate")))
    assert codes(network.mail(at)) == ["mail-not-closed", "mail-plain"]


def test_settings_are_those_of_the_environment(house: Make) -> None:
    at = house(HTTPS="true")
    assert isinstance(at.settings, Settings)
    assert at.now <= datetime.now(UTC)


PROVIDER = 'name = "Kommunen"\nclient_id = "x"\ndomains = ["example.dk"]\nissuer = "{issuer}"\n'


def test_sign_in_providers(house: Make) -> None:
    public = {"PUBLIC_URL": "https://beredskab.example.dk", "HTTPS": "true"}
    assert codes(network.providers(house(**public))) == []
    assert codes(network.providers(house(**public, OIDC="[x"))) == ["provider-wrong"]
    there = PROVIDER.format(issuer="http://127.0.0.1:{port}")
    with answering(200, '{"issuer": "en anden"}') as port:
        told = "[kommunen]\n" + there.format(port=port)
        assert codes(network.providers(house(**public, OIDC=told))) == ["provider-silent"]
    assert codes(network.providers(house(**public, OIDC=told))) == ["provider-silent"]
    with answering(200, "") as port:
        pass
    with answering(200, json.dumps({"issuer": f"http://127.0.0.1:{port}"}), int(port)):
        told = "[kommunen]\n" + there.format(port=port)
        assert codes(network.providers(house(**public, OIDC=told))) == ["provider"]
