"""What the figures were measured on, and what processes used."""

import datetime as dt
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import django

TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> dict[str, str]:
    """The machine and its load at this moment; printed above every result."""
    return {
        "date": f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d %H:%M} UTC",  # noqa: TID251 - a stamp on a report
        "processor": f"{os.cpu_count()} × {_first('/proc/cpuinfo', 'model name')}",
        "memory": _first("/proc/meminfo", "MemTotal"),
        "load": Path("/proc/loadavg").read_text(encoding="ascii").rsplit(" ", 2)[0],
        "python": platform.python_version(),
        "django": django.get_version(),
    }


def print_header(title: str) -> None:
    print(f"# {title}")
    print("; ".join(f"{name}: {value}" for name, value in describe().items()), flush=True)


def _first(file: str, name: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "?"


@dataclass(frozen=True)
class Stat:
    """One process of /proc."""

    parent: int
    seconds: float  # of the process itself and of the children that ended


def tree_seconds(root: int) -> float:
    """Processor seconds of a process and of everything below it, ended children included."""
    known = _processes()
    return sum(known[pid].seconds for pid in _below(root, known) if pid in known)


def tree_memory(root: int) -> dict[int, float]:
    """Resident megabytes of every process below `root`, without `root` itself."""
    known = _processes()
    return {pid: _resident(pid) for pid in _below(root, known) if pid != root}


def _below(root: int, known: dict[int, Stat]) -> Iterable[int]:
    yield root
    for pid, stat in known.items():
        if stat.parent == root:
            yield from _below(pid, known)


def _processes() -> dict[int, Stat]:
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it ended while we looked
            words = text.rpartition(")")[2].split()
            found[int(folder.name)] = Stat(
                parent=int(words[1]), seconds=sum(int(word) for word in words[11:15]) / TICKS
            )
    return found


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
