"""A unit with three valid initiatives that wait for their recognition."""

import pytest

from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from tests.factories import Cast, make_cast, make_programme
from tests.recognition.scene import valid


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def three(cast: Cast, programme: Programme) -> list[Initiative]:
    return [valid(programme, cast, title=f"Sáng kiến số {n} của xưởng") for n in (1, 2, 3)]
