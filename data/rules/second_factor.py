"""The second factor: codes of a clock (RFC 6238), recovery codes, and the state between the two steps of a sign-in.

A code holds for the step of thirty seconds it belongs to and the one on either side, because clocks differ, and never
twice. The state between the steps is no sign-in: it says that a password was right, for a few minutes, and is signed
with what the account keeps secret, so that a changed password or factor ends it and no process has to remember it.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Final

import pyotp

STEP: Final = 30
"""Seconds a code belongs to."""
SKEW: Final = 1
"""Steps that a clock may differ, either way."""
DIGITS: Final = 6
RECOVERY_CODES: Final = 10
GROUPS: Final = 4
OF: Final = 4
"""A recovery code: four groups of four characters, 79 bits."""
UNMISTAKABLE: Final = "abcdefghjkmnpqrstuvwxyz23456789"
HALFWAY_LASTS: Final = timedelta(minutes=5)
"""How long somebody may look for the code after the password."""


def fresh_secret() -> str:
    """A secret of 160 bits, base32."""
    return pyotp.random_base32()


def fresh_codes() -> tuple[str, ...]:
    """Ten recovery codes, as they are shown."""
    return tuple(
        "-".join("".join(secrets.choice(UNMISTAKABLE) for _ in range(OF)) for _ in range(GROUPS))
        for _ in range(RECOVERY_CODES)
    )


def address(secret: str, *, username: str, issuer: str) -> str:
    """What the QR code holds: an otpauth:// address that every authenticator app reads."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP).provisioning_uri(name=username, issuer_name=issuer)


def step_of(secret: str, written: str, now: datetime, *, after: int | None) -> int | None:
    """The step that a written code belongs to; None for a wrong one, one too old, and one of `after` or before."""
    code = "".join(c for c in unicodedata.normalize("NFKC", written) if not c.isspace() and c != "-")
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    current = int(now.timestamp()) // STEP
    made = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    for step in range(current - SKEW, current + SKEW + 1):
        if (after is None or step > after) and hmac.compare_digest(made.generate_otp(step), code):
            return step
    return None


def recovery_code(written: str) -> str:
    """A recovery code as it was written down, made alike; "" for what is none."""
    code = "".join(c for c in unicodedata.normalize("NFKC", written[:200]).lower() if c.isalnum())
    return code if len(code) == GROUPS * OF and set(code) <= set(UNMISTAKABLE) else ""


def vouch(person: int, until: datetime, key: bytes) -> str:
    """The state between the steps: whose, until when, and its signature."""
    said = f"{person}.{int(until.timestamp())}.{secrets.token_urlsafe(12)}"
    return f"{said}.{_signature(said, key)}"


def vouched_person(token: str) -> int | None:
    """Whose state it says it is; believe it only after `vouched`."""
    person = token.partition(".")[0]
    return int(person) if person.isascii() and person.isdigit() and len(person) <= 9 else None


def vouched(token: str, key: bytes, now: datetime) -> bool:
    """Whether the state was made with this key and has not run out."""
    said, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(said, key).encode(), signature.encode("utf-8", "replace")):
        return False
    return now.timestamp() < int(said.split(".")[1])


def _signature(said: str, key: bytes) -> str:
    return hmac.new(key, said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
