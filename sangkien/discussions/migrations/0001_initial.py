import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('initiatives', '0003_corrections'),
        ('programmes', '0002_pinned'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_question', models.BooleanField(default=False)),
                ('is_answer', models.BooleanField(default=False)),
                ('text', sangkien.core.fields.ProseField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('hidden_at', models.DateTimeField(null=True)),
                ('hidden_reason', sangkien.core.fields.ProseField(blank=True)),
                ('hidden_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='initiatives.initiative')),
                ('written_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['initiative', 'id'], name='discussions_of_initiative'), models.Index(fields=['written_by', '-written_at'], name='discussions_of_writer')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', False), ('text', '')), models.Q(models.Q(('text', ''), _negated=True), ('removed_at', None)), _connector='OR'), name='discussions_removed_has_no_words'), models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_reason', '')), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='discussions_hidden_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('initiative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='initiatives.initiative')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='discussions_followed')],
                'constraints': [models.UniqueConstraint(fields=('user', 'initiative'), name='discussions_follow_initiative'), models.UniqueConstraint(fields=('user', 'unit'), name='discussions_follow_unit'), models.UniqueConstraint(fields=('user', 'programme'), name='discussions_follow_programme'), models.CheckConstraint(condition=models.Q(models.Q(('initiative__isnull', False), ('programme', None), ('unit', None)), models.Q(('initiative', None), ('programme', None), ('unit__isnull', False)), models.Q(('initiative', None), ('programme__isnull', False), ('unit', None)), _connector='OR'), name='discussions_follow_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Praise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('praised_at', models.DateTimeField()),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='praises', to='initiatives.initiative')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'user'), name='discussions_praise_once')],
            },
        ),
        migrations.CreateModel(
            name='TalkDuringReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('allowed_at', models.DateTimeField()),
                ('allowed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', sangkien.core.fields.ProseField()),
                ('reported_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='discussions.comment')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['id'], name='discussions_report_open')],
                'constraints': [models.UniqueConstraint(fields=('comment', 'reported_by'), name='discussions_report_once')],
            },
        ),
    ]
