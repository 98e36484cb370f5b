"""A government's sign-in in miniature: a real OpenID Connect issuer that answers on this machine.

Authorization code flow with PKCE; ID tokens are signed with RS256 under a key that it publishes.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "dayaq", "between us"


@dataclass
class Issuer:
    """Who it says the next visitor is, and what it handed out."""

    person: dict[str, object] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    audience: str = CLIENT_ID
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, object]] = field(default_factory=dict)
    address: str = ""

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, object]:
        published = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**published, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The address to which the visitor is sent back, with a code that works once."""
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{answer}"

    def token(self, told: dict[str, str]) -> dict[str, object] | None:
        asked = self.codes.pop(told.get("code", ""), None)
        if asked is None or told.get("client_secret") != CLIENT_SECRET:
            return None
        digest = hashlib.sha256(told["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        access = secrets.token_urlsafe()
        self.tokens[access] = self.person
        now = int(time.time())
        claims = {
            **self.person,
            "iss": self.address,
            "aud": self.audience,
            "iat": now,
            "exp": now + 60,
            **({"nonce": asked["nonce"]} if "nonce" in asked else {}),
        }
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}


@contextmanager
def answering(issuer: Issuer) -> Iterator[Issuer]:
    """The issuer, for as long as the block lasts, on a free port of this machine."""

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/.well-known/openid-configuration":
                self.answer(issuer.configuration())
            elif asked.path == "/keys":
                self.answer(issuer.keys())
            elif asked.path == "/authorize":
                query = {key: values[0] for key, values in parse_qs(asked.query).items()}
                self.send_response(302)
                self.send_header("Location", issuer.authorize(query))
                self.end_headers()
            elif asked.path == "/userinfo":
                bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self.answer(issuer.tokens.get(bearer))
            else:
                self.answer(None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told = {key: values[0] for key, values in parse_qs(body).items()}
            self.answer(issuer.token(told))

        def answer(self, content: dict[str, object] | None) -> None:
            self.send_response(400 if content is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content or {"error": "invalid_request"}).encode())

        def log_message(self, *_args: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
