"""Refusals of the domain, shown at the fields of a form that they belong to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.forms import BaseForm

from sangkien.core.errors import Busy, ChangedMeanwhile, DomainError, ManyErrors, NotAllowed

T = TypeVar("T")

UNPROCESSABLE = 422
CONFLICT = 409
UNAVAILABLE = 503
NOTHING: Mapping[str, str] = {}


def each(error: DomainError) -> list[DomainError]:
    """The refusals inside one that carries several."""
    return error.errors if isinstance(error, ManyErrors) else [error]


def show_at(form: BaseForm, error: DomainError, *, names: Mapping[str, str] = NOTHING) -> int:
    """Add the messages to the form and give the HTTP status that goes with them.

    `names` says which field of the form stands for which field of the domain. A message without
    a field of its own here stands above the form.
    """
    for one in each(error):
        name = names.get(one.field or "", one.field)
        if name not in form.fields:
            form.add_error(None, str(one))
        elif not form.has_error(name):  # what cannot be read at all has been said already
            form.add_error(name, str(one))
    if isinstance(error, Busy):
        return UNAVAILABLE
    return CONFLICT if isinstance(error, ChangedMeanwhile) else UNPROCESSABLE


@dataclass(frozen=True)
class Attempt(Generic[T]):
    """What became of a form that was sent: `done` holds the result, else `status` says why not."""

    done: T | None = None
    status: int = UNPROCESSABLE


def attempt(
    form: BaseForm, act: Callable[[], T], *, names: Mapping[str, str] = NOTHING
) -> Attempt[T]:
    """Act when the form can be read; a refusal goes to its fields, a forbidden thing further up."""
    if not form.is_valid():
        return Attempt()
    try:
        return Attempt(done=act())
    except NotAllowed:
        raise
    except DomainError as error:
        return Attempt(status=show_at(form, error, names=names))
