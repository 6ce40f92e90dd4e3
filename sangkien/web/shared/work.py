"""Pages behind the login."""

from typing import TYPE_CHECKING

from sangkien.web.shared.http import Request

if TYPE_CHECKING:  # pages reach data through queries, this is only a word for the type checker
    from sangkien.accounts.models import User


class WorkRequest(Request):
    """For annotations: the middleware let only signed-in people come so far."""

    user: "User"
