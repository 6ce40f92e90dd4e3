import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=80)),
                ('subject_kind', models.CharField(max_length=30)),
                ('key', models.CharField(blank=True, max_length=80)),
                ('title', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('words', sangkien.core.fields.ProseField(blank=True, max_length=1000)),
                ('happened_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('recipient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['recipient', '-id'], name='notices_newest'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='notices_unread'), models.Index(fields=['happened_at'], name='notices_age')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'entry_id'), name='notices_once')],
            },
        ),
    ]
