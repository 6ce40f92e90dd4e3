"""The public boards of what runs now, drawn by the worker before anybody asks for them.

A rush of readers then costs one row each, however large the tree is. Whoever the worker does not
draw for in time gets the page drawn for them: nothing depends on this job.
"""

from datetime import datetime
from functools import partial

from sangkien.core.schedule import every

MOST_BOARDS = 6  # of programmes that run at once, the largest first


@every(seconds=2, name="pages.keep", is_prompt=True)
def keep_pages(now: datetime) -> int:
    # Pages are looked up by name and need all apps to be there.
    from sangkien.progress.queries import front_programme, running_programmes  # noqa: PLC0415
    from sangkien.reports.actions.keeping import keep  # noqa: PLC0415
    from sangkien.web.home import front  # noqa: PLC0415
    from sangkien.web.progress.views import board_key, draw_board  # noqa: PLC0415

    first = front_programme(at=now)
    if first is None:
        return 0
    done = int(keep(front.KEY, first, front.draw, at=now))
    for one in running_programmes(at=now, limit=MOST_BOARDS):
        done += keep(board_key(one.slug), one, partial(draw_board, one.slug), at=now)
    return done
