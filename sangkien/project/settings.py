"""Settings. What an operator decides comes from the environment (`environment.py`)."""

import os
from datetime import timedelta
from pathlib import Path

from sangkien.project import environment, logs
from sangkien.project.databases import database_settings

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = ENVIRONMENT.data_dir

SECRET_KEY = ENVIRONMENT.secret_key
# What closes and opens trade secrets; without any, nothing can be closed.
SEALING_KEYS = ENVIRONMENT.sealing_keys
DEBUG = ENVIRONMENT.debug
BASE_URL = ENVIRONMENT.base_url
ALLOWED_HOSTS = [ENVIRONMENT.host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
METRICS_TOKEN = ENVIRONMENT.metrics_token
WORKER = ENVIRONMENT.worker


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "lucide",
    "allauth.account",  # needed by the two below; none of its pages is mounted
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.facebook",
    "sangkien.journal",
    "sangkien.accounts",
    "sangkien.files",
    "sangkien.messages",
    "sangkien.notices",
    "sangkien.imports",
    "sangkien.exports",
    "sangkien.units",
    "sangkien.papers",
    "sangkien.privacy",
    "sangkien.councils",
    "sangkien.programmes",
    "sangkien.kiosks",
    "sangkien.posters",
    "sangkien.reporting",
    "sangkien.initiatives",
    "sangkien.adoption",
    "sangkien.recognition",
    "sangkien.agreements",
    "sangkien.discussions",
    "sangkien.support",
    "sangkien.practices",
    "sangkien.inspections",
    "sangkien.audits",
    "sangkien.progress",
    "sangkien.followup",
    "sangkien.scoring",
    "sangkien.search",
    "sangkien.commendation",
    "sangkien.reports",
    "sangkien.documents",
    "sangkien.web.shared",
    "sangkien.demo",
    "sangkien.project",
]

MIDDLEWARE = [
    "sangkien.web.middleware.arrival.received_at",
    "sangkien.web.middleware.arrival.trusted_proxies",
    "sangkien.web.middleware.arrival.request_log",
    "sangkien.project.metrics.measured",
    "sangkien.web.middleware.answers.browser_policies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sangkien.web.middleware.answers.CompressedPages",
    "django.middleware.http.ConditionalGetMiddleware",
    "sangkien.web.middleware.answers.private_by_default",
    "sangkien.web.middleware.arrival.language",
    "sangkien.web.middleware.guard.MalformedInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sangkien.web.middleware.tablets.KioskOnly",
    "sangkien.web.middleware.people.LoginRequired",
    "sangkien.web.middleware.people.actor",
    "sangkien.web.middleware.marker.signed_in_mark",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sangkien.web.middleware.answers.RefusalsMiddleware",
    "sangkien.web.middleware.answers.tables_as_files",
]

ROOT_URLCONF = "sangkien.project.urls"
WSGI_APPLICATION = "sangkien.project.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sangkien.web.shared.navigation.navigation",
            ],
        },
    },
]

DATABASES = {
    "default": database_settings(
        ENVIRONMENT.database_url, web=os.environ.get("SANGKIEN_PROCESS") == "web"
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "desk:index"
LOGOUT_REDIRECT_URL = "home:index"
AUTHENTICATION_BACKENDS = ["sangkien.accounts.backends.SessionBackend"]
PASSWORD_HASHERS = ["sangkien.project.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Rows, not a cache or a signed cookie: a session that was ended must be dead in every process
# at once. Members sign in twice a year from their own phone, so theirs last long.
SESSION_ENGINE = "sangkien.accounts.sessions"
# How long unused, and how long at most.
SESSION_SPANS = {
    "member": (timedelta(days=90), None),
    "officer": (timedelta(minutes=30), timedelta(hours=12)),
    "shared": (timedelta(minutes=15), timedelta(hours=12)),
    # The tablet itself forgets after two minutes; this is for one without scripts, on which
    # somebody writes a page for minutes before it is sent.
    "kiosk": (timedelta(minutes=4), timedelta(hours=1)),
}
# Hashing a password takes a core for 25 ms. In each process so many at once, so many more wait
# for at most so long; whoever comes then gets a page that tries again by itself.
HASHING_AT_ONCE = 1
HASHING_WAITING = 2
HASHING_SECONDS = 3
SMS = ENVIRONMENT.sms
QUIET_HOURS = ENVIRONMENT.quiet_hours

# Ours are the pages, the limits and who must; allauth keeps factors and talks to other sign-ins
# (docs/adr/0015-allauth-below-our-own-pages.md). Role -> the day from which it needs a second factor.
SECOND_FACTOR = ENVIRONMENT.second_factor
MFA_ADAPTER = "sangkien.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "member_code"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "sangkien.accounts.external.ExternalAdapter"
SOCIALACCOUNT_PROVIDERS = ENVIRONMENT.external_sign_in
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_FAILURE_VIEW = "sangkien.project.failures.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.secure
# A sister subdomain cannot plant a `__Host-` cookie; browsers keep such names for https.
SESSION_COOKIE_NAME = "__Host-phien" if ENVIRONMENT.secure else "phien"
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.secure else "csrf"

# --- Browser ----------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.secure else 0
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # probes come by plain http

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static", ("fonts", DATA_DIR / "fonts")]
# The fonts are made on the machine: before the first start their folder does not exist.
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]
# What people upload: never below an address of its own, every byte goes through a view.
FILE_STORAGE = ENVIRONMENT.file_storage
# Where the virus scanner listens, and the address below which nginx reads the same files itself.
CLAMAV = ENVIRONMENT.clamav
ACCEL = ENVIRONMENT.accel
# A PEM file: to these roots the certificates of those who sign PDF files must lead.
SIGNING_ROOTS = ENVIRONMENT.signing_roots
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": FILE_STORAGE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Language and time ------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "sangkien.project.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Outside ----------------------------------------------------------------------------

EMAIL_BACKEND = str(ENVIRONMENT.email["EMAIL_BACKEND"])
for _name, _value in ENVIRONMENT.email.items():
    globals()[_name] = _value

LOGGING = logs.configuration(with_messages=not ENVIRONMENT.production)
