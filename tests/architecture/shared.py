"""One world for all tests of a module: making it takes a hundred times as long as undoing a test."""

import contextlib
import copy
import dataclasses
from collections.abc import Iterator

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.forms import Filled
from tests.architecture.matrix import World
from tests.architecture.world import Factory


@contextlib.contextmanager
def one_world(blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, in a transaction around those of the tests; each of them takes `as_made`."""
    with blocker.unblock(), transaction.atomic():
        yield Filled(Factory()).world()
        transaction.set_rollback(True)


def as_made(world: World) -> World:
    """What a test sends, signs in and changes stays with it."""
    return dataclasses.replace(copy.deepcopy(world), browsers={})
