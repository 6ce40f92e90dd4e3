"""How allauth keeps our second factors; named by `settings.MFA_ADAPTER`."""

import base64

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac

ISSUER = "Sáng Kiến"
SALT = "sangkien.factors"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth brings no types
    """Secrets are encrypted at rest; people are called by their member code and name."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return ISSUER

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bound to the host in the address bar, which `ALLOWED_HOSTS` keeps to ours."""
        return {"id": context.request.get_host().partition(":")[0], "name": ISSUER}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        entity: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": str(user)}


def new_secret() -> str:
    """For an authenticator app: shared with it once, as letters or as a picture."""
    return str(generate_totp_secret())


def address_for_app(user: AbstractBaseUser, secret: str) -> str:
    """What the picture says: who, where, and the secret."""
    return str(FactorAdapter().build_totp_url(user, secret))


def _cipher() -> Fernet:
    key = salted_hmac(SALT, settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
