"""Two providers that run beside the product, as a municipality's and a police district's would; and their visitors."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from data import commands
from tests.web.served import HOUSE, ROOT, Served, free_port

SECRET = "en hemmelighed til prøven"
NORTH, SOUTH, AWAY = "nord", "syd", "borte"
VERIFIED = {"email_verified": True}


@dataclass
class Directory:
    """A running provider."""

    key: str
    port: int
    secret: str

    @property
    def issuer(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def is_told(self, **wanted: Any) -> list[dict[str, str]]:
        """What it is to do; without `twist` it does everything right. Answers what it has been asked."""
        said: list[dict[str, str]] = httpx.post(f"{self.issuer}/twist", json=wanted).json()
        return said

    def lets_in(self, address: str, who: str) -> str:
        """Where it sends somebody back to who was sent to `address` and signs in."""
        return httpx.post(address, data={"who": who}).headers["location"]


@contextmanager
def running(key: str, secret: str = "") -> Iterator[Directory]:
    """Start a provider and stop it afterwards."""
    made = Directory(key, free_port(), secret)
    command = [sys.executable, "-m", "tests.web.oidc_provider", str(made.port), f"beredskab-{key}", secret]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            _until_it_answers(made)
            yield made
        finally:
            process.terminate()


def _until_it_answers(made: Directory) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            made.is_told()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the provider did not start")


def settings_of(north: Directory, south: Directory, nowhere: int) -> str:
    """Three providers as an installation names them; the last one does not answer."""
    return f"""
        [nord]
        name = "Nord Kommune"
        issuer = "{north.issuer}"
        client_id = "beredskab-nord"
        client_secret = "{SECRET}"
        domains = ["nord.example"]
        end_session = true
        [syd]
        name = "Syd Boligforening"
        issuer = "{south.issuer}"
        client_id = "beredskab-syd"
        domains = ["syd.example"]
        trusts = "preferred_username"
        because = "The directory gives each employee one address and nobody can change it."
        tenants = ["lejer-1"]
        [borte]
        name = "Borte Politi"
        issuer = "http://127.0.0.1:{nowhere}"
        client_id = "x"
        domains = ["borte.example"]
    """


def open_accounts(served: Served) -> None:
    """Accounts by function, as an administrator opens them; one address stands on two of them."""
    store = served.store()
    for name, role, address in (
        ("chef", "projektchef", "Chef@Nord.example"), ("bolig", "aab", "bolig@syd.example"),
        ("lukket", "aab", "lukket@nord.example"), ("to-1", "aab", "to@nord.example"),
        ("to-2", "aab", "TO@nord.example"),
    ):  # fmt: skip
        made = commands.open_account(store, HOUSE, username=name, display="Vagt", role=role, email=address)
        if name == "lukket":
            commands.disable_account(store, HOUSE, person=made)
    store.close()


PEOPLE = {
    NORTH: {
        who: {"email": f"{who}@nord.example", **VERIFIED} for who in ("chef", "lukket", "to", "fremmed")
    } | {
        "ubekræftet": {"email": "chef@nord.example", "email_verified": False},
        "tavs": {"email": "chef@nord.example"},
        "næsten": {"email": "chef@nord.example", "email_verified": "true"},
        "nabo": {"email": "bolig@syd.example", **VERIFIED},
        "uden": VERIFIED,
    },
    SOUTH: {
        "bolig": {"preferred_username": "bolig@syd.example", "tid": "lejer-1"},
        "andre": {"preferred_username": "bolig@syd.example", "tid": "lejer-2"},
    },
}  # fmt: skip


def home_of(folder: Path, text: str) -> None:
    """The ignored file, as only its owner may read it."""
    file = folder / "oidc.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
