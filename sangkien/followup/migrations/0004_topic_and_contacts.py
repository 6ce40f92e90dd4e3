"""Urging about reports has a ladder of its own; units may have a number to call."""

import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


TITLE = 'đôn đốc nộp báo cáo quá hạn'
FIGURES = ('{da_gui}', '{hop_le}', '{chi_tieu}', '{con_thieu}')


def tell_apart(apps, schema_editor):
    """What was written about late reports alone before: by the words, and letters by their title."""
    Round, Letter = apps.get_model('followup', 'Round'), apps.get_model('followup', 'Letter')
    about = Round.objects.filter(text__contains='{bao_cao}')
    for figure in FIGURES:
        about = about.exclude(text__contains=figure)
    about.update(topic='reports')
    letters = Letter.objects.filter(title=TITLE)
    letters.update(topic='reports')
    keys = letters.values('request_key')
    Round.objects.filter(step='letter', request_key__in=keys).update(topic='reports')


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0003_late_reports_and_talks'),
        ('units', '0010_given_at_and_proposed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='topic',
            field=models.CharField(choices=[('programme', 'Tiến độ chương trình'), ('reports', 'Báo cáo quá hạn')], default='programme', max_length=10),
        ),
        migrations.AddField(
            model_name='round',
            name='topic',
            field=models.CharField(choices=[('programme', 'Tiến độ chương trình'), ('reports', 'Báo cáo quá hạn')], default='programme', max_length=10),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=15, verbose_name='số điện thoại')),
                ('whose', sangkien.core.fields.LineField(blank=True, max_length=80, verbose_name='của ai')),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('phone', ''), _negated=True), name='followup_contact_has_phone')],
            },
        ),
    ]
