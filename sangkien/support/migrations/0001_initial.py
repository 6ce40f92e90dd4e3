import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('initiatives', '0003_corrections'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', sangkien.core.fields.ProseField()),
                ('may_edit', models.BooleanField(default=False)),
                ('to_team', models.BooleanField()),
                ('state', models.CharField(choices=[('waiting', 'Chờ người nhận'), ('taken', 'Đang giúp'), ('closed', 'Đã xong'), ('cancelled', 'Đã rút')], default='waiting', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('thanked_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='help_requests', to=settings.AUTH_USER_MODEL)),
                ('helper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='help_requests', to='initiatives.initiative')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'taken'))), fields=['unit', 'due_on', 'id'], name='support_queue'), models.Index(fields=['asked_by', '-id'], name='support_of_asker')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('initiative__isnull', False), ('state__in', ('waiting', 'taken'))), fields=('asked_by', 'initiative'), name='support_open_once_per_draft'), models.CheckConstraint(condition=models.Q(models.Q(('helper', None), ('taken_at', None)), models.Q(('helper__isnull', False), ('taken_at__isnull', False)), _connector='OR'), name='support_helper_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), ('helper__isnull', False), _connector='OR'), name='support_taken_has_helper'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state__in', ('waiting', 'taken'))), models.Q(models.Q(('state__in', ('waiting', 'taken')), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='support_closed_has_time')],
            },
        ),
        migrations.CreateModel(
            name='HelpNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_at', models.DateTimeField()),
                ('text', sangkien.core.fields.ProseField()),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='support.helprequest')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='support_note_says_something')],
            },
        ),
    ]
