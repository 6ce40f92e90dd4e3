"""The tables of the project without what it registers when it starts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "sangkien.accounts"


class Units(AppConfig):
    name = "sangkien.units"


class Programmes(AppConfig):
    name = "sangkien.programmes"
