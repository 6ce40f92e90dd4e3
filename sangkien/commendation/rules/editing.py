"""The terms of a draft with one part changed. Pure: the whole is checked when it is written."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sangkien.commendation.errors import InvalidAward

Content = Mapping[str, Any]
Row = Mapping[str, Any]
ALWAYS = 0  # the conditions that hold beside whichever route; the routes count from 1


def with_condition(
    content: Content, route: int, row: Row, *, place: int | None = None
) -> dict[str, Any]:
    """In a route, or in `ALWAYS`; in place of another one, or at the end."""
    rows = conditions_of(content, route)
    if place is None:
        rows.append(dict(row))
    else:
        rows[_known(rows, place)] = dict(row)
    return _with_conditions(content, route, rows)


def without_condition(content: Content, route: int, place: int) -> dict[str, Any]:
    """The last one of a route takes the route with it."""
    rows = conditions_of(content, route)
    del rows[_known(rows, place)]
    if not rows and route != ALWAYS:
        return without_route(content, route)
    return _with_conditions(content, route, rows)


def with_route(content: Content, name: str, first: Row) -> dict[str, Any]:
    """ "Thêm trường hợp" with its first condition."""
    routes = [*content.get("routes", []), {"name": name, "conditions": [dict(first)]}]
    return {**content, "routes": routes}


def renamed(content: Content, route: int, name: str) -> dict[str, Any]:
    routes = [dict(one) for one in content.get("routes", [])]
    routes[_known(routes, route - 1)]["name"] = name
    return {**content, "routes": routes}


def without_route(content: Content, route: int) -> dict[str, Any]:
    routes = list(content.get("routes", []))
    del routes[_known(routes, route - 1)]
    return {**content, "routes": routes}


def conditions_of(content: Content, route: int) -> list[dict[str, Any]]:
    if route == ALWAYS:
        return [dict(row) for row in content.get("always", [])]
    routes = content.get("routes", [])
    return [dict(row) for row in routes[_known(routes, route - 1)]["conditions"]]


def _with_conditions(content: Content, route: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    if route == ALWAYS:
        return {**content, "always": rows}
    routes = [dict(one) for one in content["routes"]]
    routes[route - 1]["conditions"] = rows
    return {**content, "routes": routes}


def _known(rows: list[Any], place: int) -> int:
    if not 0 <= place < len(rows):
        raise InvalidAward(_("Dòng này không còn."))
    return place
