"""`sangkien verify`: do the figures agree with the initiatives?"""

from collections.abc import Iterator

from sangkien.core import clock
from sangkien.core.verify import verifier
from sangkien.progress import queries


@verifier("progress")
def check_totals() -> Iterator[str]:
    """Every kept total equals what counting gives, in every unit and period."""
    for difference in queries.differences(at=clock.now()):
        yield difference.words()
    for breakdown in queries.breakdown_differences():
        yield breakdown.words()
