import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('units', '0001_initial'), ('units', '0002_levels'), ('units', '0003_members'), ('units', '0004_positions'), ('units', '0005_thresholds'), ('units', '0006_grants'), ('units', '0007_clusters'), ('units', '0008_names_and_papers')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('imports', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Level',
            fields=[
                ('key', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ('name', sangkien.core.fields.LineField(max_length=80)),
                ('tier', models.PositiveSmallIntegerField()),
                ('is_grassroots', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Lookalike',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('unit', 'Cùng họ tên, cùng đơn vị'), ('code', 'Cùng họ tên, mã gần giống nhau'), ('phone', 'Cùng họ tên, số điện thoại gần giống nhau')], max_length=10)),
                ('found_at', models.DateTimeField()),
                ('verdict', models.CharField(blank=True, choices=[('two', 'Là hai người'), ('one', 'Là một người')], max_length=10)),
                ('reason', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('verdict', '')), fields=['-id'], name='units_lookalike_open')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='units_lookalike_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='units_lookalike_ordered'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='units_lookalike_verdict_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('least_members', models.PositiveIntegerField()),
                ('least_grassroots', models.PositiveIntegerField()),
                ('source', sangkien.core.fields.LineField(max_length=300)),
                ('is_verified', models.BooleanField(default=False)),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thresholds', to='units.level')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('level', 'since'), name='units_threshold_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='units_threshold_runs_forward')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True)),
                ('name', sangkien.core.fields.LineField(max_length=250)),
                ('short_name', sangkien.core.fields.LineField(blank=True, max_length=120)),
                ('folded_name', models.CharField(db_index=True, max_length=1500)),
                ('name_sort', models.CharField(max_length=1500)),
                ('path', models.CharField(max_length=48, unique=True)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='units.level')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='units.unit')),
                ('former_names', sangkien.core.fields.LineField(blank=True, max_length=1000)),
            ],
            options={
                'indexes': [models.Index(fields=['parent', 'id'], name='units_unit_children')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='units_unit_closes_after_opening'), models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='units_unit_has_path')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', sangkien.core.fields.LineField(max_length=150)),
                ('folded', models.CharField(max_length=300)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['folded'], name='units_alias_folded')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'folded'), name='units_alias_once'), models.CheckConstraint(condition=models.Q(('folded', ''), _negated=True), name='units_alias_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cluster', 'Cụm thi đua'), ('block', 'Khối thi đua')], max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('name', sangkien.core.fields.LineField(max_length=200)),
                ('number', models.PositiveSmallIntegerField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to='units.cluster')),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organised_clusters', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organiser', 'year', 'name'), name='units_cluster_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('author', 'Tác giả'), ('grassroots_officer', 'Cán bộ công đoàn cơ sở'), ('superior_officer', 'Cán bộ công đoàn cấp trên trực tiếp cơ sở'), ('provincial_officer', 'Cán bộ công đoàn cấp tỉnh, ngành'), ('national_officer', 'Cán bộ Tổng Liên đoàn'), ('auditor', 'Kiểm tra, giám sát')], max_length=30)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('reason', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given_grants', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='units.unit')),
                ('is_acting', models.BooleanField(default=False)),
                ('reviewed_on', models.DateField()),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('revoked_at', None)), fields=['reviewed_on', 'id'], name='units_grant_review')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='units_grant_ends_after_start'), models.CheckConstraint(condition=models.Q(('role__in', ['grassroots_officer', 'superior_officer', 'provincial_officer', 'national_officer', 'data_officer', 'support', 'auditor'])), name='units_grant_role_known'), models.CheckConstraint(condition=models.Q(('is_acting', False), ('until_on__isnull', False), _connector='OR'), name='units_grant_acting_ends')],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField()),
                ('members', models.PositiveIntegerField()),
                ('workers', models.PositiveIntegerField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'counted_on'), name='units_headcount_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='units.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='units_membership_ends_after_start'), models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('user', 'unit'), name='units_membership_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_key', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('open', 'Thành lập'), ('rename', 'Đổi tên'), ('move', 'Chuyển đơn vị cấp trên'), ('merge', 'Sáp nhập, hợp nhất'), ('split', 'Chia tách'), ('dissolve', 'Giải thể, kết thúc hoạt động')], max_length=10)),
                ('state', models.CharField(choices=[('planned', 'Chờ thực hiện'), ('done', 'Đã thực hiện'), ('failed', 'Không thực hiện được'), ('undone', 'Đã hoàn tác'), ('cancelled', 'Đã huỷ')], max_length=10)),
                ('effective_on', models.DateField()),
                ('number', sangkien.core.fields.LineField(blank=True, max_length=60, verbose_name='số văn bản')),
                ('signed_on', models.DateField(null=True, verbose_name='ngày văn bản')),
                ('issued_by', sangkien.core.fields.LineField(blank=True, max_length=150, verbose_name='nơi ban hành')),
                ('note', sangkien.core.fields.LineField(blank=True, max_length=300, verbose_name='trích yếu')),
                ('reason', sangkien.core.fields.ProseField(blank=True, verbose_name='lý do')),
                ('is_verified', models.BooleanField(default=True)),
                ('plan', models.JSONField()),
                ('changes', models.JSONField(default=dict)),
                ('report', models.JSONField(default=dict)),
                ('problem', models.TextField(blank=True)),
                ('prepared_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('at_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reorganisations', to='units.unit')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['effective_on', 'id'], name='units_act_by_day'), models.Index(condition=models.Q(('state', 'planned')), fields=['state'], name='units_act_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', False), _connector='OR'), name='units_act_done_has_time'), models.CheckConstraint(condition=models.Q(('state__in', ['undone', 'cancelled']), ('undone_at__isnull', True), _connector='XOR'), name='units_act_undone_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moves_on', models.DateField()),
                ('reason', sangkien.core.fields.LineField(max_length=300)),
                ('state', models.CharField(choices=[('sent', 'Chờ tiếp nhận'), ('accepted', 'Đã tiếp nhận'), ('refused', 'Không tiếp nhận'), ('cancelled', 'Đã rút'), ('expired', 'Quá hạn')], default='sent', max_length=10)),
                ('sent_at', models.DateTimeField()),
                ('expires_on', models.DateField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers_out', to='units.unit')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers_in', to='units.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('user', 'from_unit'), name='units_transfer_open_once'), models.CheckConstraint(condition=models.Q(('from_unit', models.F('to_unit')), _negated=True), name='units_transfer_elsewhere'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='units_transfer_decided')],
            },
        ),
        migrations.CreateModel(
            name='UnmatchedWorkplace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request_key', models.UUIDField(unique=True)),
                ('name', sangkien.core.fields.LineField(max_length=150)),
                ('folded', models.CharField(max_length=300)),
                ('place', sangkien.core.fields.LineField(blank=True, max_length=200)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Chờ xem xét'), ('matched', 'Đã khớp với đơn vị'), ('closed', 'Đã trả lời, không khớp')], default='waiting', max_length=10)),
                ('answer', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_workplaces', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='imports.importbatch')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('near', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unmatched_workplaces', to='units.unit')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['near', 'id'], name='units_workplace_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('asked_by', 'near', 'folded'), name='units_workplace_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting'), ('unit', None)), models.Q(('decided_at__isnull', False), ('state', 'matched'), ('unit__isnull', False)), models.Q(('decided_at__isnull', False), ('state', 'closed'), ('unit', None), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='units_workplace_state_fits')],
            },
        ),
        migrations.CreateModel(
            name='ClusterDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', sangkien.core.fields.LineField(blank=True, max_length=60)),
                ('dated_on', models.DateField()),
                ('title', sangkien.core.fields.LineField(max_length=300)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='units.cluster')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='ClusterLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(choices=[('head', 'Cụm trưởng, khối trưởng'), ('deputy', 'Cụm phó, khối phó')], max_length=10)),
                ('person', sangkien.core.fields.LineField(max_length=120)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to='units.cluster')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cluster_leads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='units_cluster_lead_ends_after_start'), models.CheckConstraint(condition=models.Q(('post__in', ['head', 'deputy'])), name='units_cluster_lead_post_known')],
            },
        ),
        migrations.CreateModel(
            name='ClusterMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='units.cluster')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cluster_memberships', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cluster', 'unit'), name='units_cluster_member_once')],
            },
        ),
        migrations.CreateModel(
            name='ClusterTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='units.cluster')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cluster', 'unit'), name='units_cluster_turn_once'), models.UniqueConstraint(fields=('cluster', 'number'), name='units_cluster_turn_place')],
            },
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('moved', 'Chuyển sinh hoạt công đoàn'), ('left', 'Thôi việc, thôi sinh hoạt công đoàn'), ('retired', 'Nghỉ hưu'), ('died', 'Từ trần')], max_length=10)),
                ('reason', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('grant_ids', models.JSONField(default=list)),
                ('decided_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='units.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('membership',), name='units_departure_standing_once')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', sangkien.core.fields.LineField(max_length=250)),
                ('short_name', sangkien.core.fields.LineField(blank=True, max_length=120)),
                ('path', models.CharField(max_length=48)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField()),
                ('level', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.level')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='units.unit')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='units.reorganisation')),
            ],
            options={
                'indexes': [models.Index(fields=['path', 'until'], name='units_position_branch')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'until'), name='units_position_ends_once'), models.UniqueConstraint(fields=('unit', 'since'), name='units_position_begins_once'), models.UniqueConstraint(condition=models.Q(('since', None)), fields=('unit',), name='units_position_one_first'), models.CheckConstraint(condition=models.Q(('since', None), ('until__gt', models.F('since')), _connector='OR'), name='units_position_runs_forward')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('document', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='units.unit')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inheritances', to='units.unit')),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='units.reorganisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='units_succession_once'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='units_succession_not_self')],
            },
        ),
    ]
