from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('notices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Spread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry_id', models.BigIntegerField()),
                ('source', models.CharField(max_length=60)),
                ('reached', models.CharField(blank=True, max_length=100)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['failures', 'id'], name='notices_spread_open')],
                'constraints': [models.UniqueConstraint(fields=('entry_id', 'source'), name='notices_spread_once')],
            },
        ),
        migrations.AlterField(
            model_name='notice',
            name='entry_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('entry_id', None)), fields=('recipient', 'kind', 'key'), name='notices_asked_once'),
        ),
    ]
