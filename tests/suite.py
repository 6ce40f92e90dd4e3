"""Everything that must be right before a change may land: `python3 run.py test`.

With arguments it runs only pytest, on SQLite, with them.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.machine import browser, postgres

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
DJANGO = [sys.executable, "-m", "sangkien", "manage"]
PYTEST = [sys.executable, "-m", "pytest"]
IN_PARALLEL = ["-n", "auto"]  # in order: tests with real transactions come last, and empty tables
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

CHECKS: dict[str, list[str | Path]] = {
    "ruff check": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "layers": [BIN / "lint-imports"],
    "types": [BIN / "mypy"],
    "migrations": [*DJANGO, "makemigrations", "--check", "--dry-run"],
    "system checks": [*DJANGO, "check", "--fail-level", "WARNING"],
}
TEST_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "sangkien.project.settings_test",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass
class Report:
    """The list of steps that is printed at the end."""

    steps: list[tuple[str, str, float]] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        """Time a step; the block calls what it is given with "ok", "FAILED" or a reason."""
        print(f"\n=== {name}", flush=True)
        started, result = time.monotonic(), ["FAILED"]
        try:
            yield lambda word: result.__setitem__(0, word)
        finally:
            self.steps.append((name, result[0], time.monotonic() - started))

    def run(self, name: str, command: Sequence[str | Path], env: dict[str, str]) -> None:
        with self.step(name) as say:
            code = subprocess.call(command, cwd=ROOT, env={**os.environ, **TEST_SETTINGS, **env})
            say("FAILED" if code else "ok")

    @contextlib.contextmanager
    def beside(
        self, commands: Mapping[str, Sequence[str | Path]], env: Mapping[str, str]
    ) -> Iterator[None]:
        """Run commands one after the other while the block runs: each of them uses one processor,
        and tests wait often. What they say is printed after the block, in one piece each.
        """
        with ThreadPoolExecutor(max_workers=1) as pool:
            running = {
                name: pool.submit(_heard, command, env) for name, command in commands.items()
            }
            try:
                yield
            finally:
                for name, future in running.items():
                    code, said, seconds = future.result()
                    print(f"\n=== {name}\n{said}", flush=True)
                    self.steps.append((name, "FAILED" if code else "ok", seconds))

    @property
    def failed(self) -> bool:
        return any(result == "FAILED" for _, result, _ in self.steps)

    def print(self) -> None:
        print("\n=== Tổng kết / summary")
        for name, result, seconds in self.steps:
            print(f"{result:<8} {seconds:7.1f} s  {name}")
        print("CÓ LỖI / FAILED" if self.failed else "TẤT CẢ ĐẠT / ALL PASSED", flush=True)


def main(arguments: Sequence[str]) -> int:
    if arguments:
        env = {**os.environ, **TEST_SETTINGS, **_browser_if_any()}
        return subprocess.call([*PYTEST, *arguments], cwd=ROOT, env=env)
    report = Report()
    with report.beside(CHECKS, {}):
        _run_on_sqlite(report)
        _run_on_postgresql(report)
    report.print()
    return 1 if report.failed else 0


def _heard(command: Sequence[str | Path], env: Mapping[str, str]) -> tuple[int, str, float]:
    """What a command answers, says, and how long it takes."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **TEST_SETTINGS, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - started


def _run_on_sqlite(report: Report) -> None:
    env, chosen = {}, []
    with report.step("browser") as say:
        try:
            env = browser.obtain()
            say("ok")
        except RuntimeError as error:
            print(error)
            chosen = ["-m", "not e2e"]
            say("FAILED" if CI else "missing")
    report.run("tests on SQLite", [*PYTEST, "-q", *IN_PARALLEL, *chosen], env)


def _run_on_postgresql(report: Report) -> None:
    with contextlib.ExitStack() as stack:
        with report.step("PostgreSQL") as say:
            try:
                url = stack.enter_context(postgres.temporary_cluster())
                say("ok")
            except (RuntimeError, OSError, subprocess.SubprocessError) as error:
                print(error)
                say("FAILED" if CI else "missing")
                return
        database = {"SANGKIEN_DATABASE_URL": url}
        migrating = {"migrating on PostgreSQL": [*DJANGO, "migrate", "-v0"]}
        with report.beside(migrating, database):  # the tests have databases of their own
            report.run(
                "tests on PostgreSQL",
                [*PYTEST, "-q", *IN_PARALLEL, "-m", "postgres"],
                database,
            )


def _browser_if_any() -> dict[str, str]:
    found = browser.find()
    return {"CHROMIUM": found} if found else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
