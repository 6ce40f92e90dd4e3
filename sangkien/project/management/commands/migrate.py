"""Django's own `migrate`, blind to wording."""

from django.core.management.commands.migrate import Command as DjangoMigrate

from sangkien.project.autodetector import Autodetector


class Command(DjangoMigrate):
    autodetector = Autodetector
