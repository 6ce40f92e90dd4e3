import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('programmes', '0001_initial'), ('programmes', '0002_pinned'), ('programmes', '0003_rulesets'), ('programmes', '0004_designer')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('units', '0001_initial'),
        ('units', '0002_levels'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', sangkien.core.fields.LineField(max_length=250, verbose_name='tên chương trình')),
                ('slogan', sangkien.core.fields.LineField(blank=True, max_length=250, verbose_name='khẩu hiệu')),
                ('summary', sangkien.core.fields.ProseField(blank=True, max_length=4000, verbose_name='giới thiệu')),
                ('kinds', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('published', 'Đã phát động')], default='draft', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='units.unit')),
                ('pinned_at', models.DateTimeField(null=True)),
                ('audience', models.JSONField(blank=True, default=list)),
                ('extended_at', models.DateTimeField(null=True)),
                ('plans', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-published_at'], name='programmes_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state', 'published')), _connector='OR'), name='programmes_published_has_time'), models.CheckConstraint(condition=models.Q(('pinned_at', None), ('state', 'published'), _connector='OR'), name='programmes_pinned_is_published'), models.UniqueConstraint(models.ExpressionWrapper(models.Q(('pinned_at', None)), output_field=models.BooleanField()), condition=models.Q(('pinned_at__isnull', False)), name='programmes_one_pinned')],
            },
        ),
        migrations.CreateModel(
            name='BaseDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', sangkien.core.fields.LineField(max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('title', sangkien.core.fields.LineField(max_length=300, verbose_name='trích yếu')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='programmes.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='programmes_document_once')],
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', sangkien.core.fields.LineField(max_length=150, verbose_name='lĩnh vực')),
                ('number', models.PositiveSmallIntegerField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='programmes.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'name'), name='programmes_field_once')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('whole', 'Toàn chương trình'), ('phase', 'Giai đoạn'), ('campaign', 'Chiến dịch cao điểm')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('name', sangkien.core.fields.LineField(max_length=150, verbose_name='tên')),
                ('opens_at', models.DateTimeField(verbose_name='mở nhận')),
                ('closes_at', models.DateTimeField(verbose_name='đóng nhận')),
                ('applied_from', models.DateField(blank=True, null=True, verbose_name='áp dụng lần đầu từ ngày')),
                ('applied_to', models.DateField(blank=True, null=True, verbose_name='áp dụng lần đầu đến ngày')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='units.unit')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='programmes.programme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='programmes_period_runs_forward'), models.CheckConstraint(condition=models.Q(models.Q(('applied_from', None), ('applied_to', None)), models.Q(('applied_from__isnull', False), ('applied_to__gte', models.F('applied_from')), ('applied_to__isnull', False), ('kind', 'phase')), _connector='OR'), name='programmes_period_applied_window'), models.UniqueConstraint(condition=models.Q(('kind', 'whole')), fields=('programme',), name='programmes_period_one_whole'), models.UniqueConstraint(fields=('programme', 'kind', 'unit', 'number'), name='programmes_period_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Ruleset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('steps', models.JSONField(blank=True, default=list)),
                ('questions', models.JSONField(blank=True, default=list)),
                ('exclusions', models.JSONField(blank=True, default=list)),
                ('needs_recognition', models.BooleanField(default=False)),
                ('takes_trials', models.BooleanField(default=True)),
                ('reason', sangkien.core.fields.ProseField(blank=True, max_length=1000)),
                ('drafted_at', models.DateTimeField()),
                ('in_force_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rulesets', to='programmes.programme')),
                ('approved_at', models.DateTimeField(null=True)),
                ('editors', models.JSONField(blank=True, default=list)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('takes_effect_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='programmes_ruleset_number_once'), models.UniqueConstraint(condition=models.Q(('in_force_at', None)), fields=('programme',), name='programmes_ruleset_one_in_preparation')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('reason', sangkien.core.fields.ProseField(max_length=1000, verbose_name='lý do')),
                ('number', sangkien.core.fields.LineField(max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('signed_at', models.DateTimeField()),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='programmes.period')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('closed_at'))), name='programmes_extension_later'), models.UniqueConstraint(fields=('period', 'closes_at'), name='programmes_extension_once')],
            },
        ),
        migrations.CreateModel(
            name='LocalPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', sangkien.core.fields.LineField(max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('title', sangkien.core.fields.LineField(max_length=300, verbose_name='trích yếu')),
                ('closes_at', models.DateTimeField(null=True, verbose_name='hạn của đơn vị')),
                ('instructions', sangkien.core.fields.ProseField(blank=True, max_length=4000, verbose_name='hướng dẫn')),
                ('set_at', models.DateTimeField()),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_plans', to='programmes.period')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='local_plans', to='programmes.programme')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_plans', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('phase', 'unit'), name='programmes_plan_once')],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='ruleset',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.ruleset'),
        ),
    ]
