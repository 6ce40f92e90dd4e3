"""A rush of sign-ins while other people read: how many get in, and what the readers feel.

    python -m benchmarks.sign_in --seconds 30 --clients 4 16 64

Every sign-in loads the page, sends the form and hashes with Argon2. Whoever is sent to the queue
waits for as long as the answer says and comes again, as the page of the queue does.
"""

import argparse
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import cluster, machine, project, serving
from benchmarks.clients import Client, in_parallel, percentile, sign_in

DATABASE = "sign_in"
PEOPLE = 400
PASSWORD = "bon-con-voi-8"  # noqa: S105 - of invented people
READERS = 4
PAUSE_SECONDS = 0.05  # of a reader between two pages
QUEUE_SECONDS = 5
PAGES = ("/chuong-trinh/", "/viec-cua-toi/")


@dataclass
class Result:
    """What happened in one stretch; appended to by several threads."""

    pages: list[float] = field(default_factory=list)
    sign_ins: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)


def fill() -> list[int]:
    """A CĐCS with people who have one password; hashed once, because each hash is checked anew."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - after the set-up

    from sangkien.accounts.models import User  # noqa: PLC0415

    if not User.objects.exists():
        from tests.factories import make_cast, make_member  # noqa: PLC0415

        factory = make_cast().factory
        for number in range(PEOPLE):
            make_member(factory, f"Người Thứ {number}", member_code=f"DV{number:06d}X")
        User.objects.update(password=make_password(PASSWORD))
    return list(User.objects.order_by("-pk").values_list("pk", flat=True)[:READERS])


def read(port: int, session: str, until: float, result: Result) -> None:
    client, count = Client(port, session=session), 0
    while time.perf_counter() < until:
        answer = client.get(PAGES[count % len(PAGES)])
        result.answers[answer.status] += 1
        result.pages.append(answer.seconds)
        count += 1
        time.sleep(PAUSE_SECONDS)


def come(
    port: int, numbers: "list[int]", lock: threading.Lock, until: float, result: Result
) -> None:
    while time.perf_counter() < until:
        with lock:
            number = numbers.pop()
            numbers.insert(0, number)
        client, started = Client(port), time.perf_counter()
        status = 503
        while status == 503 and time.perf_counter() < until:
            client.open_form("/dang-nhap/")
            form = [("login", f"DV{number:06d}X"), ("password", PASSWORD)]
            status = client.post("/dang-nhap/", form).status
            result.answers[status] += 1
            if status == 503:
                time.sleep(QUEUE_SECONDS)
        if status == 302:
            result.sign_ins.append(time.perf_counter() - started)
        client.close()


def stretch(port: int, sessions: list[str], *, clients: int, seconds: float) -> Result:
    result, lock = Result(), threading.Lock()
    numbers = list(range(PEOPLE))
    until = time.perf_counter() + seconds
    readers = [lambda key=key: read(port, key, until, result) for key in sessions]  # type: ignore[misc]
    comers = [lambda: come(port, numbers, lock, until, result) for _ in range(clients)]
    in_parallel([*readers, *comers])
    return result


def told(name: str, result: Result, *, seconds: float) -> None:
    pages = result.pages
    times = [f"p{share} {percentile(pages, share) * 1000:.0f} ms" for share in (50, 95)]
    words = [f"pages {len(pages) / seconds:.0f}/s {' '.join(times)}"]
    if len(result.sign_ins) > 1:
        words.append(
            f"sign-ins {len(result.sign_ins) * 60 / seconds:.0f}/min "
            f"p50 {percentile(result.sign_ins, 50):.2f} s p95 {percentile(result.sign_ins, 95):.2f} s"
        )
    print(f"{name}: {'; '.join(words)}; answers {dict(result.answers)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--clients", type=int, nargs="+", default=[4, 16, 64])
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        url = server.url(DATABASE)
        server.create(DATABASE, anew=True)
        done = serving.sangkien(url, "manage", "migrate", "-v0")
        if done.returncode:
            raise SystemExit(done.stderr)
        project.use(url)
        readers = fill()
        machine.print_header("sign-ins beside readers")
        keys = sign_in(url, readers, settings="sangkien.project.settings")
        with serving.web(url) as web:
            stretch(web.port, keys, clients=1, seconds=5)  # warm
            alone = stretch(web.port, keys, clients=0, seconds=options.seconds)
            told("readers alone", alone, seconds=options.seconds)
            for clients in options.clients:
                result = stretch(web.port, keys, clients=clients, seconds=options.seconds)
                told(f"{clients} at the door", result, seconds=options.seconds)


if __name__ == "__main__":
    main()
