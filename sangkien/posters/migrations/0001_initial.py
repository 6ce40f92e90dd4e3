import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('programmes', '0001_initial'),
        ('units', '0002_levels'),
    ]

    operations = [
        migrations.CreateModel(
            name='PosterOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_key', models.UUIDField(unique=True)),
                ('ordered_at', models.DateTimeField()),
                ('unit_ids', models.JSONField()),
                ('made', models.PositiveIntegerField(default=0)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('pdf', models.BinaryField(null=True)),
                ('ordered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('finished_at', None)), fields=['id'], name='posters_order_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('pdf', None)), models.Q(('finished_at__isnull', False), ('pdf__isnull', False)), _connector='OR'), name='posters_order_finished_has_pdf')],
            },
        ),
        migrations.CreateModel(
            name='PosterText',
            fields=[
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='poster_text', serialize=False, to='programmes.programme')),
                ('invitation', sangkien.core.fields.LineField(max_length=160, verbose_name='lời mời')),
                ('step_one', sangkien.core.fields.LineField(max_length=160, verbose_name='bước 1')),
                ('step_two', sangkien.core.fields.LineField(max_length=160, verbose_name='bước 2')),
                ('step_three', sangkien.core.fields.LineField(max_length=160, verbose_name='bước 3')),
                ('contact', sangkien.core.fields.LineField(max_length=160, verbose_name='dòng liên hệ')),
                ('is_own', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='PosterPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField()),
                ('pdf', models.BinaryField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='posters.posterorder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('order', 'number'), name='posters_piece_once')],
            },
        ),
    ]
