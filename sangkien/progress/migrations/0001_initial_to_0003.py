import django.db.models.deletion
import sangkien.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('progress', '0001_initial'), ('progress', '0002_historical_precision'), ('progress', '0003_recognised')]

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', sangkien.core.fields.LineField(max_length=80)),
                ('unit_name', sangkien.core.fields.LineField(max_length=200)),
                ('as_of', models.DateField()),
                ('as_of_note', sangkien.core.fields.LineField(blank=True, max_length=20)),
                ('phase', sangkien.core.fields.LineField(blank=True, max_length=20)),
                ('measure', models.CharField(choices=[('sent', 'sáng kiến đã gửi'), ('valid', 'sáng kiến hợp lệ'), ('pending', 'sáng kiến chờ xem xét'), ('registrants', 'người đăng ký tham gia'), ('submitters', 'người đã gửi sáng kiến'), ('units', 'đơn vị tham gia'), ('units_completed', 'đơn vị hoàn thành chỉ tiêu'), ('units_doubled', 'đơn vị đạt trên 200 % chỉ tiêu'), ('targets', 'tổng chỉ tiêu các đơn vị đăng ký'), ('benefit_vnd', 'đồng giá trị làm lợi đã công bố'), ('rank', 'hạng đã công bố'), ('honoured', 'sáng kiến được tuyên dương'), ('rewarded', 'tập thể, cá nhân được khen')], max_length=60)),
                ('value', models.BigIntegerField()),
                ('target', models.BigIntegerField(null=True)),
                ('note', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('source', models.CharField(max_length=500)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='historical_figures', to='units.unit')),
                ('precision', models.CharField(choices=[('exact', ''), ('more_than', 'hơn'), ('at_least', 'ít nhất'), ('about', 'khoảng'), ('derived', 'tính ra')], default='exact', max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'unit_name', 'as_of', 'as_of_note', 'phase', 'measure', 'value'), name='progress_historical_once'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='progress_historical_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='OwnTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent', models.PositiveIntegerField(default=0)),
                ('valid', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('benefit_vnd', models.BigIntegerField(default=0)),
                ('stale', models.BooleanField(default=True)),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.period')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('recognised', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('stale', True)), fields=['id'], name='progress_own_stale')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'period'), name='progress_own_total_once')],
            },
        ),
        migrations.CreateModel(
            name='SizeStamp',
            fields=[
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='size_stamp', serialize=False, to='programmes.period')),
                ('counted_on', models.DateField(null=True)),
                ('stale', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='SubtreeTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent', models.PositiveIntegerField(default=0)),
                ('valid', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('benefit_vnd', models.BigIntegerField(default=0)),
                ('covered_sent', models.PositiveIntegerField(default=0)),
                ('covered_valid', models.PositiveIntegerField(default=0)),
                ('as_of', models.DateTimeField()),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.period')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='subtree_totals', to='units.unit')),
                ('recognised', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'period'), name='progress_subtree_total_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitSize',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grassroots', models.PositiveIntegerField()),
                ('members', models.PositiveIntegerField()),
                ('workers', models.PositiveIntegerField()),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.period')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sizes', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'period'), name='progress_size_once')],
            },
        ),
    ]
