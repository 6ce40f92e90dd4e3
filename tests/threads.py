"""Several people press at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection

from sangkien.core.errors import DomainError

Outcome = object | DomainError


def outcomes(*works: Callable[[], object]) -> list[Outcome]:
    """Run in threads that start together: what each returned, or how it was refused.

    Anything but a refusal in words fails the test.
    """
    found: list[Outcome] = [None] * len(works)
    failures: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            start.wait()
            found[place] = work()
        except DomainError as refusal:
            found[place] = refusal
        except BaseException as error:  # noqa: BLE001 - reported by the thread of the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        raise failure
    return found


def refusals(found: list[Outcome]) -> list[DomainError]:
    return [outcome for outcome in found if isinstance(outcome, DomainError)]
