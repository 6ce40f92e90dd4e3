"""Configuration of gunicorn, read by `sangkien serve`."""

import os
from typing import Any

from sangkien.project import environment, logs

_environment = environment.read()

bind = _environment.bind
worker_class = "gthread"
control_socket_disable = True  # it would open a socket in $HOME
graceful_timeout = 30  # requests under way at SIGTERM finish within this time
timeout = 60
keepalive = 5
forwarded_allow_ips = ""  # our own middleware decides whom to believe (SANGKIEN_TRUSTED_PROXIES)
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - the heartbeat must not wait for a disk
logconfig_dict = logs.configuration(with_messages=not _environment.production)


def child_exit(server: Any, worker: Any) -> None:
    """Live gauges of a dead process must not be counted on."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - needs its directory to be set

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
