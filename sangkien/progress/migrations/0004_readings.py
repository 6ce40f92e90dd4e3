"""The history of the totals; what is there already is the baseline from which it goes on."""

import datetime as dt
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIGURES = "sent, valid, recognised, people, benefit_vnd, covered_sent, covered_valid"


def read_once(apps, schema_editor):
    tomorrow = timezone.now().astimezone(VIETNAM).date() + dt.timedelta(days=1)
    ends_at = dt.datetime.combine(tomorrow, dt.time(), tzinfo=VIETNAM)
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO progress_reading (unit_id, period_id, span, ends_at, {FIGURES}, as_of,"
            f" is_baseline) SELECT unit_id, period_id, 'ngay', %s, {FIGURES}, as_of, TRUE"
            " FROM progress_subtreetotal WHERE as_of <= %s",
            [connection.ops.adapt_datetimefield_value(ends_at)] * 2,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0001_initial'),
        ('progress', '0003_recognised'),
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent', models.PositiveIntegerField(default=0)),
                ('valid', models.PositiveIntegerField(default=0)),
                ('recognised', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('benefit_vnd', models.BigIntegerField(default=0)),
                ('span', models.CharField(choices=[('ngay', 'Theo ngày'), ('gio', 'Theo giờ')], max_length=4)),
                ('ends_at', models.DateTimeField()),
                ('covered_sent', models.PositiveIntegerField(default=0)),
                ('covered_valid', models.PositiveIntegerField(default=0)),
                ('as_of', models.DateTimeField()),
                ('is_baseline', models.BooleanField(default=False)),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.period')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('span', 'gio')), fields=['period'], name='progress_hours')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'period', 'span', 'ends_at'), name='progress_reading_once'), models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('as_of'))), name='progress_reading_after_count')],
            },
        ),
        migrations.RunPython(read_once, migrations.RunPython.noop),
    ]
