"""What `startproject` gives, on the database of the project."""

import os
from datetime import timedelta

from sangkien.project.databases import database_settings

SECRET_KEY = os.environ["SANGKIEN_SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": database_settings(os.environ["SANGKIEN_DATABASE_URL"], web=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    # Only for the tables that foreign keys point at.
    "sangkien.journal",
    "benchmarks.bare.apps.Accounts",
    "sangkien.files",
    "sangkien.imports",
    "sangkien.messages",
    "benchmarks.bare.apps.Units",
    "benchmarks.bare.apps.Programmes",
    "benchmarks.bare",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "benchmarks.bare.urls"
SESSION_ENGINE = "sangkien.accounts.sessions"  # the same rows for both sides
SESSION_SPANS = {"officer": (timedelta(minutes=30), timedelta(hours=12))}
SESSION_COOKIE_NAME = "phien"
CSRF_COOKIE_NAME = "csrf"
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
