"""Registry of the checks behind `sangkien verify`: each yields what is wrong, in words."""

from collections.abc import Callable, Iterator

Verifier = Callable[[], Iterator[str]]
_verifiers: dict[str, Verifier] = {}


def verifier(name: str) -> Callable[[Verifier], Verifier]:
    def register(check: Verifier) -> Verifier:
        _verifiers[name] = check
        return check

    return register


def registered() -> dict[str, Verifier]:
    return dict(_verifiers)
