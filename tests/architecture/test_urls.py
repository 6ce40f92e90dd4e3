"""Every address needs a login, or stands here with a reason."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "healthz": "a load balancer has no account",
    "readyz": "monitoring has no account",
    "metrics": "protected by a token of its own",
    "accounts:login": "the way in",
    "offline:page": "written where nobody can sign in; keeps nothing on the server",
    "offline:worker": "a script without anything of anybody",
    "accounts:activate": "the way in for the first time",
    "accounts:choose_secret": "the second step of the activation",
    "accounts:ask_code": "the way in by text message",
    "accounts:enter_code": "the second step of it",
    "accounts:second_step": "the second step of the sign-in",
    "accounts:passkey_login": "the way in with a passkey alone",
    "accounts:passkey_challenge": "what a passkey signs, before anybody is signed in",
    "accounts:external": "the way to another sign-in",
    "accounts:external_return": "the way back from it",
    "library:index": "the library of proven initiatives is public",
    "library:check_link": "the signed link in a message is the key, for one question only",
    "commendation:honour": "collectives, and persons who agreed to be named",
    "practices:index": "recognised practices are public",
    "practices:public": "recognised practices are public",
    "kiosk:unit": "where the QR code of a unit leads",
    "kiosk:programme": "where the QR code of a unit leads",
    "kiosk:start": "a tablet between two people; the tablet's own cookie is asked for",
    "kiosk:enter": "the way in on a tablet",
    "kiosk:done": "the way out on a tablet",
    "home:index": "the public counter and board",
    "home:about_data": "how the public figures are counted",
    "home:history": "published figures of earlier years",
    "home:robots": "read by search engines",
    "home:search": "finds confirmed initiatives and units, which are public",
    "home:track": "the form for a tracking code",
    "home:photo": "of confirmed initiatives, where the author agreed",
    "home:tracking": "the code itself is the key: 50 random bits",
    "papers:verify": "the form for the code of a paper",
    "papers:paper": "the code itself is the key: 120 random bits, look-ups are limited",
    "programmes:list": "programmes are announced to everybody",
    "programmes:detail": "programmes are announced to everybody",
    "programmes:document_file": "base documents are announced with their programme",
    "programmes:extension_file": "what puts off a closing time is told to everybody",
    "programmes:target_board": "targets are announced with their programme",
    "progress:programme": "figures of units are public",
    "progress:unit": "figures of units are public",
    "progress:structure": "figures of units are public",
    "progress:ranks": "figures of units are public",
    "progress:why": "figures of units are public",
    "progress:compare": "figures of units are public",
    "progress:cluster": "figures of clusters are public",
    "progress:cluster_curve": "figures of clusters are public",
    "progress:curve": "figures of units are public",
    "reports:wall": "figures of units are public",
    "reports:board_xlsx": "figures of units are public",
    "reports:board_csv": "figures of units are public",
    "reports:flash": "published reports are for everybody",
    "reports:flash_card": "published reports are for everybody",
    "reports:flash_xlsx": "published reports are for everybody",
    "design:index": "the components, without data",
}


def named_views(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_views(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry


def without_login() -> set[str]:
    return {
        name
        for name, pattern in named_views(get_resolver())
        if not getattr(pattern.callback, "login_required", True)
    }


def test_only_listed_addresses_work_without_login() -> None:
    assert without_login() == set(PUBLIC)


def test_every_address_has_a_name() -> None:
    assert [str(p.pattern) for _, p in named_views(get_resolver()) if not p.name] == []


def test_pages_without_login_are_the_same_for_every_reader() -> None:
    ways_in = {name for name in PUBLIC if name.startswith("accounts:")}
    ways_in |= {"library:check_link", "kiosk:start", "kiosk:enter", "kiosk:done"}
    own_rules = {"healthz", "readyz", "metrics", *ways_in}
    views = dict(named_views(get_resolver()))

    marked = {n for n in set(PUBLIC) - own_rules if getattr(views[n].callback, "is_public", False)}

    assert marked == set(PUBLIC) - own_rules
