"""Django's own `makemigrations`, blind to wording."""

from django.core.management.commands.makemigrations import Command as DjangoMakeMigrations

from sangkien.project.autodetector import Autodetector


class Command(DjangoMakeMigrations):
    autodetector = Autodetector
