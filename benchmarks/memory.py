"""Memory of the web process after many requests.

    python -m benchmarks.memory --initiatives 2000000 --requests 2000

All kinds of pages in turns, as the people who read them, over the loopback.
"""

import argparse
import itertools
from collections import Counter
from pathlib import Path

from benchmarks import cluster, machine, project, serving
from benchmarks.clients import Client, sign_in
from benchmarks.generate import database_name

MOST_MEGABYTES = 200


def measure(url: str, requests: int) -> None:
    from benchmarks.subjects import visits  # noqa: PLC0415 - imports models

    pages = [page for _name, of_kind in visits() for page in of_kind]
    readers = sorted({page.reader for page in pages if page.reader is not None})
    keys = sign_in(url, readers, settings="sangkien.project.settings")
    sessions = dict(zip(readers, keys, strict=True))
    statuses: Counter[int] = Counter()
    with serving.web(url) as server:
        print_memory("at the start", server.pid)
        public = Client(server.port)
        signed_in = Client(server.port)
        for count, page in enumerate(itertools.islice(itertools.cycle(pages), requests), start=1):
            client = public if page.reader is None else signed_in
            client.session = sessions[page.reader] if page.reader is not None else ""
            statuses[client.get(page.path).status] += 1
            if count % (requests // 4) == 0:
                print_memory(f"after {count:,} requests", server.pid)
        print("answers:", dict(statuses))


def print_memory(when: str, pid: int) -> None:
    resident = sorted(machine.tree_memory(pid).values(), reverse=True)
    words = ", ".join(f"{megabytes:.0f}" for megabytes in resident)
    missed = "" if resident[0] < MOST_MEGABYTES else "  <-- miss"
    print(f"{when}: {words} MB resident per web process{missed}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        url = server.url(database_name(options.initiatives))
        project.use(url)
        machine.print_header(f"memory, {options.initiatives:,} initiatives")
        measure(url, options.requests)


if __name__ == "__main__":
    main()
