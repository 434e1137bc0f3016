"""A real OpenID Connect provider for the tests: a server of its own that signs tokens, holds codes to one use and PKCE
to its word. `python -m tests.web.oidc_provider PORT CLIENT SECRET`; what it is to do wrong is told by POST /twist.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from typing import Any
from urllib.parse import quote_plus, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

Claims = dict[str, Any]


class Provider:
    """The directory, its keys and the codes that are out."""

    def __init__(self, port: int, client: str, secret: str) -> None:
        self.issuer, self.client, self.secret = f"http://127.0.0.1:{port}", client, secret
        self.people: dict[str, Claims] = {}
        self.twist: Claims = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.keys: list[RSAKey | ECKey] = []
        self.rotate("RS256")

    def rotate(self, algorithm: str) -> None:
        """Sign with a new key from now on; the ones before are known no longer."""
        self.algorithm, named = algorithm, {"kid": secrets.token_hex(4), "use": "sig"}
        self.keys = [ECKey.generate_key("P-256", named) if algorithm == "ES256" else RSAKey.generate_key(2048, named)]

    async def describe(self, _request: Request) -> Response:
        """OpenID Connect Discovery."""
        if self.twist.get("down"):
            return Response(status_code=503)
        at = self.issuer
        return JSONResponse(
            {
                "issuer": self.twist.get("issuer", at), "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token", "jwks_uri": f"{at}/jwks", "end_session_endpoint": f"{at}/logout",
                "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "authorization_response_iss_parameter_supported": True,
            }
        )  # fmt: skip

    async def publish(self, _request: Request) -> Response:
        """The keys in use."""
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys]})

    async def authorize(self, request: Request) -> Response:
        """The page on which somebody signs in: a button for each person of the directory."""
        asked = dict(request.query_params)
        assert asked["client_id"] == self.client
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        self.asked.append(asked)
        buttons = "".join(f'<button name="who" value="{who}">{who}</button>' for who in [*self.people, "ingen"])
        return HTMLResponse(f'<!doctype html><title>Log ind</title><form method="post">{buttons}</form>')

    async def decide(self, request: Request) -> Response:
        """Somebody has signed in, or given up."""
        who, asked = (await request.form())["who"], dict(request.query_params)
        back = {"state": asked["state"], "iss": self.twist.get("iss", self.issuer)}
        if who == "ingen":
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(16)
            self.codes[back["code"]] = {**asked, "who": str(who)}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 303)

    async def token(self, request: Request) -> Response:
        """What a code is worth, once."""
        form = dict(await request.form())
        if self.twist.get("token-down"):
            return Response(status_code=502)
        basic = "Basic " + base64.b64encode(f"{self.client}:{quote_plus(self.secret)}".encode()).decode()
        public = not self.secret and form.get("client_id") == self.client
        asked = self.codes.pop(str(form.get("code")), None)
        if not (public or hmac.compare_digest(request.headers.get("authorization", ""), basic)):
            return JSONResponse({"error": "invalid_client"}, 401)
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = encoded(digest)
        if not asked or asked["redirect_uri"] != form["redirect_uri"] or asked["code_challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        made = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": self.sign(asked)}
        return JSONResponse(made)

    def sign(self, asked: dict[str, str]) -> str:
        """The ID token, or one that is wrong in the way that was asked for."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": asked["who"], "aud": self.client, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.people[asked["who"]],
        }  # fmt: skip
        for name, value in self.twist.get("claims", {}).items():
            claims[name] = now + value if name in ("iat", "exp", "nbf") else value
        key: Any = self.keys[0]
        header = {"alg": self.algorithm, "kid": key.kid}
        how = self.twist.get("sign")
        if how in ("none", "shared"):
            parts = [{**header, "alg": "none" if how == "none" else "HS256"}, claims]
            said = ".".join(encoded(json.dumps(part).encode()) for part in parts)
            if how == "none":
                return f"{said}."
            public = key.as_pem(private=False)  # taken for a shared secret, which is the oldest trick
            return f"{said}.{encoded(hmac.digest(public, said.encode(), 'sha256'))}"
        if how == "foreign":
            key = RSAKey.generate_key(2048)
        return jwt.encode(header, claims, key, algorithms=["RS256", "ES256"])

    async def leave(self, request: Request) -> Response:
        """Its own sign-in ends, and the browser goes back."""
        self.asked.append({"left": request.query_params["client_id"]})
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 303)

    async def told(self, request: Request) -> Response:
        """What the tests want of it; answers what it was asked so far."""
        wanted = await request.json()
        self.people.update(wanted.get("people", {}))
        self.twist = wanted.get("twist", {})
        if algorithm := wanted.get("rotate"):
            self.rotate(algorithm)
        return JSONResponse(self.asked)


def encoded(part: bytes) -> str:
    """A part of a token, as RFC 7515 writes it."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def main(port: int, client: str, secret: str) -> None:
    """Serve until ended."""
    made = Provider(port, client, secret)
    routes = [
        Route("/.well-known/openid-configuration", made.describe),
        Route("/jwks", made.publish),
        Route("/authorize", made.authorize, methods=["GET"]),
        Route("/authorize", made.decide, methods=["POST"]),
        Route("/token", made.token, methods=["POST"]),
        Route("/logout", made.leave),
        Route("/twist", made.told, methods=["POST"]),
    ]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
