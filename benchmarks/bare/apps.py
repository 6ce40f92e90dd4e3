"""The bare submit, and the tables of the project without what registers when it starts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "sangkien.accounts"


class Units(AppConfig):
    name = "sangkien.units"


class Programmes(AppConfig):
    name = "sangkien.programmes"


class BareConfig(AppConfig):
    name = "benchmarks.bare"
    label = "bare"
    default = True
