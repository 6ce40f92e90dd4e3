"""Other sign-ins (OIDC, Google, Facebook): who is this, says their server. allauth speaks with it.

Nothing here looks anybody up or keeps anything; `actions.identities` does.
"""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess, ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from requests import RequestException

from sangkien.accounts.errors import OtherSignInFailed
from sangkien.core.errors import NotFound

UNREADABLE = (
    OAuth2Error,
    RequestException,
    ProviderException,
    PermissionDenied,
    ImproperlyConfigured,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)


class ExternalAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth brings no types
    """Configuration comes from the operator's file, never from the database; nobody signs up."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            SocialApp(provider=kind, **app)
            for kind, configured in settings.SOCIALACCOUNT_PROVIDERS.items()
            for app in configured.get("APPS", ())
            if provider in {None, kind, app["provider_id"]}
            and client_id in {None, app["client_id"]}
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class OtherSignIn:
    """One that the operator configured; `trusted` is as good as a password of ours."""

    key: str
    name: str
    trusted: bool


@dataclass(frozen=True, kw_only=True)
class Returned:
    """Somebody came back from the other sign-in; `linking` is who asked to link, if anybody."""

    uid: str
    following: str
    linking: int | None


def offered() -> list[OtherSignIn]:
    return [
        OtherSignIn(
            key=app["provider_id"] or kind, name=app["name"], trusted=app["settings"]["trusted"]
        )
        for kind, configured in settings.SOCIALACCOUNT_PROVIDERS.items()
        for app in configured.get("APPS", ())
    ]


def get(key: str) -> OtherSignIn:
    found = next((one for one in offered() if one.key == key), None)
    if found is None:
        raise NotFound(_("Hệ thống này không có cách đăng nhập đó."))
    return found


def leave(request: HttpRequest, key: str, *, back: str, following: str, linking: int | None) -> str:
    """The address of the other sign-in, with a state that only this session can bring back."""
    provider = _provider(request, key, back=back)
    try:
        response = provider.redirect(
            request, AuthProcess.LOGIN, following, {"linking": linking, "back": back}
        )
    except UNREADABLE as error:
        raise _failed() from error
    return str(response["Location"])


def come_back(request: HttpRequest, key: str, *, back: str) -> Returned:
    """Who the other sign-in says it is; its answer is good once, in the session that asked."""
    provider = _provider(request, key, back=back)
    state = statekit.unstash_state(
        request, provider_id=provider.sub_id, state_id=request.GET.get("state", "")
    )
    if state is None or "code" not in request.GET:
        raise _failed()
    oauth = provider.get_oauth2_adapter(request)
    try:
        client = oauth.get_client(request, provider.app)
        answer = oauth.get_access_token_data(
            request, provider.app, client, pkce_code_verifier=state.get("pkce_code_verifier")
        )
        token = oauth.parse_token(answer)
        login = oauth.complete_login(request, provider.app, token, response=answer)
    except UNREADABLE as error:
        raise _failed() from error
    return Returned(
        uid=login.account.uid,
        following=state.get("next") or "",
        linking=(state.get("data") or {}).get("linking"),
    )


def _provider(request: HttpRequest, key: str, *, back: str) -> Any:
    """allauth's provider, told to come back to our own address."""
    get(key)
    provider = get_adapter(request).get_provider(request, key)
    make = provider.get_oauth2_adapter

    def with_our_address(asking: HttpRequest) -> Any:
        oauth = make(asking)
        oauth.get_callback_url = lambda _request, _app: back
        return oauth

    provider.get_oauth2_adapter = with_our_address
    return provider


def _failed() -> OtherSignInFailed:
    return OtherSignInFailed(
        _("Chưa đăng nhập được qua tài khoản bên ngoài. Hãy thử lại, hoặc đăng nhập tại đây.")
    )
