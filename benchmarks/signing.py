"""Make sessions for people by their keys and print them as JSON: no password check is measured."""

import json
import sys
import time
from importlib import import_module

import django


def main() -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after the set-up
    from django.contrib.auth import (  # noqa: PLC0415
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )

    from sangkien.accounts import sessions  # noqa: PLC0415
    from sangkien.accounts.enums import SessionKind  # noqa: PLC0415
    from sangkien.accounts.models import User  # noqa: PLC0415

    now = int(time.time())
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = []
    wanted = list(dict.fromkeys(int(word) for word in sys.argv[1:]))
    found = User.objects.in_bulk(wanted)
    for user in (found[pk] for pk in wanted):
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        # As an officer's, seen a moment ago: otherwise its key changes with the first page.
        session[sessions.KIND] = SessionKind.OFFICER
        session[sessions.OPENED] = session[sessions.SEEN] = session[sessions.PROVEN] = now
        session.save()
        keys.append(session.session_key)
    print(json.dumps(keys))


if __name__ == "__main__":
    main()
