"""Browsers of the measurements: signed in without a password check, one connection each."""

import http.client
import json
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks import project
from benchmarks.serving import ROOT

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    location: str
    body: bytes
    seconds: float


@dataclass
class Client:
    """One person with one connection that stays open."""

    port: int
    session: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        try:
            return self._ask("GET", path, None)
        except ConnectionError:  # the server closes connections that were idle for some seconds
            return self._ask("GET", path, None)

    def post(self, path: str, form: Sequence[tuple[str, str]]) -> Answer:
        fields = [*form, ("csrfmiddlewaretoken", self.token)]
        return self._ask("POST", path, urllib.parse.urlencode(fields).encode())

    def open_form(self, path: str) -> bytes:
        """Load a page with a form and keep its token."""
        answer = self.get(path)
        found = TOKEN.search(answer.body)
        if answer.status != http.HTTPStatus.OK or found is None:
            raise SystemExit(f"{path}: {answer.status}, no form")
        self.token = found[1].decode()
        return answer.body

    def close(self) -> None:
        """The next request opens a new connection; an idle one may be closed by the server."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        started = time.perf_counter()
        try:
            self._connection.request(method, path, body, self._headers(body))
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise ConnectionError(path) from error
        seconds = time.perf_counter() - started
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers.get("Location", ""), content, seconds)

    def _headers(self, body: bytes | None) -> dict[str, str]:
        cookies = {"phien": self.session, **self.cookies} if self.session else self.cookies
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        return headers


def sign_in(url: str, user_ids: Iterable[int], *, settings: str) -> list[str]:
    """Sessions of people, made in a process that runs under the given settings."""
    command = [sys.executable, "-m", "benchmarks.signing", *map(str, user_ids)]
    variables = {**project.environment(url), "DJANGO_SETTINGS_MODULE": settings}
    made = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own program
    keys: list[str] = json.loads(made.stdout)
    return keys


def in_parallel(work: Sequence[Callable[[], None]]) -> float:
    """Run each in a thread of its own; the seconds until the last one is done."""
    threads = [threading.Thread(target=each, daemon=True) for each in work]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
