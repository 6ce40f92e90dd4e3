"""How long `sangkien recount` takes.

python -m benchmarks.recounting --initiatives 2000000
"""

import argparse
import time
from pathlib import Path

from benchmarks import cluster, machine, project, serving
from benchmarks.generate import database_name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, default=2_000_000)
    parser.add_argument("--folder", type=Path, default=cluster.FOLDER)
    options = parser.parse_args()
    with cluster.running(options.folder) as server:
        url = server.url(database_name(options.initiatives))
        project.use(url)
        machine.print_header(f"recount, {options.initiatives:,} initiatives")
        for words in (("recount", "--check"), ("recount",), ("work", "--once")):
            started = time.monotonic()
            result = serving.sangkien(url, *words)
            seconds = time.monotonic() - started
            said = (result.stdout + result.stderr).strip()[-300:]
            print(f"sangkien {' '.join(words)}: {seconds:.1f} s, exit {result.returncode}: {said}")


if __name__ == "__main__":
    main()
