"""Whoever lost an award may be nominated for it again."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def free_places(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Of the few awards that were revoked before."""
    lines = apps.get_model('commendation', 'Conferral').objects.using(editor.connection.alias)
    ended = models.Q(revoked_at__isnull=False) | models.Q(revocations__signed_at__isnull=False)
    found = set(lines.filter(ended, dossier__isnull=False).values_list('dossier', flat=True))
    rows = apps.get_model('commendation', 'Dossier').objects.using(editor.connection.alias)
    rows.filter(pk__in=found).update(frees_place=True)


class Migration(migrations.Migration):

    dependencies = [
        ('commendation', '0008_register_searched'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='frees_place',
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(
            model_name='dossier',
            name='commendation_person_once_a_round',
        ),
        migrations.RemoveConstraint(
            model_name='dossier',
            name='commendation_collective_once_a_round',
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('user__isnull', False), models.Q(('state', 'withdrawn'), _negated=True), ('frees_place', False)), fields=('round', 'award', 'user'), name='commendation_person_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('holder_kind', 'collective'), models.Q(('state', 'withdrawn'), _negated=True), ('frees_place', False)), fields=('round', 'award', 'unit'), name='commendation_collective_once_a_round'),
        ),
        migrations.RunPython(free_places, migrations.RunPython.noop),
    ]
