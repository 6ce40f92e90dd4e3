"""Sign-in through an employer or a social network, as an operator configures it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

KEY = re.compile(r"[a-z][a-z0-9-]{1,29}")
KNOWN_KINDS = ("oidc", "google", "facebook")
PROVIDERS = {"oidc": "openid_connect", "google": "google", "facebook": "facebook"}
# Nothing about the person but who it is: no name, no e-mail address.
COMMON = {"OAUTH_PKCE_ENABLED": True, "FIELDS": ["id"]}
TEXTS = ("name", "client_id", "client_secret")


def read(variables: Mapping[str, str]) -> dict[str, Any]:
    """`SANGKIEN_OIDC_FILE`: a JSON list; gives allauth's `SOCIALACCOUNT_PROVIDERS`.

    A file and not variables, because it holds secrets and several of them.
    """
    name = variables.get("SANGKIEN_OIDC_FILE", "")
    if not name:
        return {}
    production = variables.get("SANGKIEN_ENV") == "production"
    providers: dict[str, Any] = {}
    keys = set()
    for entry in _entries(Path(name)):
        app = _app(entry, production=production)
        key = app["provider_id"] or entry["kind"]
        if key in keys:
            raise _wrong(f"{key}: hai lần / twice")
        keys.add(key)
        provider = providers.setdefault(PROVIDERS[entry["kind"]], dict(COMMON))
        provider.setdefault("APPS", []).append(app)
    return providers


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(f"{path}: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong("cần một danh sách / a list is needed")
    return entries


def _app(entry: dict[str, Any], *, production: bool) -> dict[str, Any]:
    """One entry as allauth wants it; Google and Facebook are called by their kind."""
    if entry.get("kind") not in KNOWN_KINDS:
        raise _wrong(f"kind: {', '.join(KNOWN_KINDS)}")
    for name in TEXTS:
        if not isinstance(entry.get(name), str) or not entry[name]:
            raise _wrong(f"{name}?")
    key = entry.get("key", "") if entry["kind"] == "oidc" else ""
    settings: dict[str, Any] = {"trusted": entry.get("trusted") is True, "scope": ["openid"]}
    if entry["kind"] == "oidc":
        server = str(entry.get("server_url", ""))
        if not server.startswith(("https://",) if production else ("https://", "http://")):
            raise _wrong("server_url: https://…")
        if not isinstance(key, str) or not KEY.fullmatch(key) or key in KNOWN_KINDS:
            raise _wrong(f"key: {KEY.pattern}")
        settings |= {"server_url": server, "fetch_userinfo": False}
    elif entry["kind"] == "facebook":
        settings["scope"] = ["public_profile"]
    return {
        "provider_id": key,
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["client_secret"],
        "settings": settings,
    }


def _wrong(what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"SANGKIEN_OIDC_FILE: {what}")
