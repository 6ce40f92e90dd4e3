import django.db.models.deletion
import sangkien.search.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('initiatives', '0001_initial'),
        ('units', '0002_levels'),
    ]

    operations = [
        migrations.CreateModel(
            name='InitiativeTokens',
            fields=[
                ('tokens', sangkien.search.models.TokensField()),
                ('version', models.PositiveSmallIntegerField()),
                ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='initiatives.initiative')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitTokens',
            fields=[
                ('tokens', sangkien.search.models.TokensField()),
                ('version', models.PositiveSmallIntegerField()),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='units.unit')),
                ('place', models.BigIntegerField(unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
