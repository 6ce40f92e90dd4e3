import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('recognition_decision', 'Quyết định công nhận sáng kiến'), ('recognition_certificate', 'Giấy chứng nhận sáng kiến')], max_length=30)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField(null=True)),
                ('label', sangkien.core.fields.LineField(max_length=60, verbose_name='số, ký hiệu')),
                ('title', sangkien.core.fields.LineField(max_length=300, verbose_name='trích yếu')),
                ('holder', sangkien.core.fields.LineField(blank=True, max_length=250, verbose_name='người được cấp')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('signer_name', sangkien.core.fields.LineField(max_length=120, verbose_name='người ký')),
                ('signer_post', sangkien.core.fields.LineField(max_length=120, verbose_name='chức vụ')),
                ('code', models.CharField(max_length=24, unique=True)),
                ('template', models.CharField(max_length=40)),
                ('data', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('issued_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoke_reason', sangkien.core.fields.ProseField(blank=True)),
                ('revoke_document', sangkien.core.fields.LineField(blank=True, max_length=120)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('issued_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='papers.issuedpaper')),
                ('revoked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issued_papers', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'year', 'number'), name='papers_number_once'), models.UniqueConstraint(fields=('unit', 'kind', 'year', 'label'), name='papers_label_once'), models.CheckConstraint(condition=models.Q(models.Q(('revoke_reason', ''), ('revoked_at', None)), models.Q(('revoked_at__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='papers_revoked_has_reason'), models.CheckConstraint(condition=models.Q(('replaced_by', None), models.Q(('replaced_by', models.F('id')), _negated=True), _connector='OR'), name='papers_not_replaced_by_itself')],
            },
        ),
        migrations.CreateModel(
            name='Lookup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, max_length=64)),
                ('since_at', models.DateTimeField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'since_at'), name='papers_lookup_once')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('recognition_decision', 'Quyết định công nhận sáng kiến'), ('recognition_certificate', 'Giấy chứng nhận sáng kiến')], max_length=30)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_series', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'year'), name='papers_series_once')],
            },
        ),
    ]
