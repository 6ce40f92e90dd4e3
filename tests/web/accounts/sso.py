"""An employer's sign-in that really answers on a port: what a test may believe of OIDC."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "sang-kien", "bi-mat-cua-sang-kien-du-dai-32-ky-tu"
DISCOVERY = "/.well-known/openid-configuration"


@dataclass
class Employer:
    """Whoever comes is `subject`, with any `email` one likes to claim."""

    address: str = ""
    subject: str = "u-1"
    email: str = "sep@cong-ty.example"
    audience: str = CLIENT
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)

    def sign_in(self, leaving: str) -> dict[str, str]:
        """What a browser brings back from the address that it was sent to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving).query).items()}
        assert leaving.startswith(self.address)
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    def configured(self, *, trusted: bool = True) -> dict[str, Any]:
        app = {
            "provider_id": "cong-ty",
            "name": "Công ty May",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {
                "server_url": self.address,
                "scope": ["openid"],
                "fetch_userinfo": False,
                "trusted": trusted,
            },
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def answer(self, path: str, form: dict[str, list[str]]) -> dict[str, Any]:
        self.asked.append(path)
        if path == DISCOVERY:
            names = ("authorization", "token", "userinfo")
            ends = {f"{name}_endpoint": f"{self.address}/{name}" for name in names}
            return {**ends, "issuer": self.address, "jwks_uri": f"{self.address}/keys"}
        challenge = self.codes.pop(form["code"][0])
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": self.audience,
            "sub": self.subject,
            "email": self.email,
            "email_verified": True,
            "iat": now,
            "exp": now + 60,
        }
        token = jwt.encode(claims, SECRET, algorithm="HS256")
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


def _handler(employer: Employer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/authorization"):
                return self._answer({})
            back = parse_qs(urlsplit(self.path).query)["redirect_uri"][0]
            answer = employer.sign_in(employer.address + self.path)
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode(answer)}")
            self.end_headers()
            return None

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(parse_qs(sent))

        def _answer(self, form: dict[str, list[str]]) -> None:
            try:
                found = employer.answer(urlsplit(self.path).path, form)
                status = 500 if employer.broken else 200
            except (AssertionError, KeyError):
                found, status = {"error": "invalid_grant"}, 400
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_words: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def running() -> Iterator[Employer]:
    employer = Employer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(employer))
    employer.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield employer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
