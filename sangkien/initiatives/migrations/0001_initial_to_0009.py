import django.db.models.deletion
import sangkien.core.codes
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('initiatives', '0001_initial'), ('initiatives', '0002_branch_index'), ('initiatives', '0003_corrections'), ('initiatives', '0004_review'), ('initiatives', '0005_benefit_inputs'), ('initiatives', '0006_chain'), ('initiatives', '0007_places'), ('initiatives', '0008_canned'), ('initiatives', '0009_evidence')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0002_quarantine_and_uploads'),
        ('programmes', '0001_initial'),
        ('programmes', '0003_rulesets'),
        ('units', '0001_initial'),
        ('units', '0002_levels'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='CannedReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('draft', 'Bản nháp'), ('submitted', 'Đã gửi, chờ xác nhận'), ('returned', 'Trả lại để bổ sung'), ('confirmed', 'Hợp lệ'), ('recognised', 'Được công nhận'), ('rejected', 'Không hợp lệ'), ('withdrawn', 'Đã rút')], max_length=10)),
                ('words', sangkien.core.fields.LineField(max_length=300, verbose_name='lý do')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='canned_reasons', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'outcome', 'words'), name='initiatives_canned_once')],
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=sangkien.core.codes.new_code, max_length=10, unique=True)),
                ('request_key', models.UUIDField(unique=True)),
                ('unit_path', models.CharField(max_length=48)),
                ('author_share_bp', models.PositiveSmallIntegerField(default=10000)),
                ('state', models.CharField(choices=[('draft', 'Bản nháp'), ('submitted', 'Đã gửi, chờ xác nhận'), ('returned', 'Trả lại để bổ sung'), ('confirmed', 'Hợp lệ'), ('rejected', 'Không hợp lệ'), ('withdrawn', 'Đã rút')], default='draft', max_length=10)),
                ('title', sangkien.core.fields.LineField(blank=True, max_length=250, verbose_name='tên sáng kiến')),
                ('before', sangkien.core.fields.ProseField(blank=True, verbose_name='trước khi áp dụng')),
                ('solution', sangkien.core.fields.ProseField(blank=True, verbose_name='nội dung giải pháp')),
                ('effect', sangkien.core.fields.ProseField(blank=True, verbose_name='hiệu quả')),
                ('kind', models.CharField(blank=True, choices=[('technical', 'Giải pháp kỹ thuật'), ('management', 'Giải pháp quản lý'), ('operational', 'Giải pháp tác nghiệp'), ('technology', 'Giải pháp ứng dụng tiến bộ kỹ thuật, công nghệ'), ('research', 'Đề tài nghiên cứu khoa học')], max_length=12, verbose_name='loại giải pháp')),
                ('first_applied_on', models.DateField(blank=True, null=True, verbose_name='ngày áp dụng lần đầu')),
                ('benefit_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='số tiền làm lợi')),
                ('benefit_basis', sangkien.core.fields.ProseField(blank=True, verbose_name='cách tính')),
                ('recognised_by', sangkien.core.fields.LineField(blank=True, max_length=250, verbose_name='nơi công nhận')),
                ('decision_number', sangkien.core.fields.LineField(blank=True, max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entered_initiatives', to=settings.AUTH_USER_MODEL)),
                ('field', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='programmes.field')),
                ('phase', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='programmes.period')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='programmes.programme')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='units.unit')),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('due_on', models.DateField(null=True)),
                ('ruleset', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='programmes.ruleset')),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('waits_path', models.CharField(blank=True, max_length=48)),
                ('waits_since', models.DateTimeField(null=True)),
                ('benefit_inputs', models.JSONField(blank=True, default=dict)),
                ('waits_for', models.CharField(blank=True, choices=[('confirm', 'Công đoàn cơ sở xác nhận'), ('recognise', 'Hội đồng công nhận'), ('accept', 'Cấp trên tiếp nhận'), ('check', 'Kiểm tra xác suất')], max_length=9)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'programme', 'phase', 'state', 'author', 'received_at', 'benefit_vnd'], name='initiatives_unit_totals'), models.Index(fields=['author', '-id'], name='initiatives_author'), models.Index(fields=['entered_by', '-id'], name='initiatives_entered'), models.Index(fields=['unit_path', '-id'], name='initiatives_branch'), models.Index(condition=models.Q(('state__in', ('confirmed', 'recognised'))), fields=['programme', '-received_at', '-id'], name='initiatives_public'), models.Index(condition=models.Q(('waits_path', ''), _negated=True), fields=['waits_path', 'waits_for', 'due_on', 'id'], name='initiatives_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phase', None), ('received_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('phase__isnull', False), ('received_at__isnull', False)), _connector='OR'), name='initiatives_sent_has_phase'), models.CheckConstraint(condition=models.Q(('benefit_vnd', None), ('benefit_vnd__gte', 0), _connector='OR'), name='initiatives_benefit_not_negative'), models.CheckConstraint(condition=models.Q(('author_share_bp__gte', 1), ('author_share_bp__lte', 10000)), name='initiatives_author_share_in_range'), models.CheckConstraint(condition=models.Q(models.Q(('due_on', None), ('step', 0), ('waits_for', ''), ('waits_path', ''), ('waits_since', None)), models.Q(models.Q(('waits_for', ''), _negated=True), models.Q(('waits_path', ''), _negated=True), ('due_on__isnull', False), ('step__gte', 1), ('waits_since__isnull', False)), _connector='OR'), name='initiatives_waits_whole')],
            },
        ),
        migrations.CreateModel(
            name='CoAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', sangkien.core.fields.LineField(max_length=120)),
                ('share_bp', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coauthorships', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coauthors', to='initiatives.initiative')),
                ('answer', models.CharField(blank=True, choices=[('agreed', 'Đã đồng ý'), ('objected', 'Không đồng ý')], max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
                ('objection', sangkien.core.fields.ProseField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('share_bp__gte', 1), ('share_bp__lt', 10000)), name='initiatives_share_in_range'), models.UniqueConstraint(fields=('initiative', 'position'), name='initiatives_coauthor_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'objected'), models.Q(('objection', ''), _negated=True)), models.Q(models.Q(('answer', 'objected'), _negated=True), ('objection', '')), _connector='OR'), name='initiatives_objection_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('after', models.JSONField(null=True)),
                ('note', sangkien.core.fields.ProseField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='initiatives.initiative')),
                ('is_amendment', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('after', None), ('sent_at', None)), models.Q(('after__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='initiatives_correction_sent_whole')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('draft', 'Bản nháp'), ('submitted', 'Đã gửi, chờ xác nhận'), ('returned', 'Trả lại để bổ sung'), ('confirmed', 'Hợp lệ'), ('rejected', 'Không hợp lệ'), ('withdrawn', 'Đã rút')], max_length=10)),
                ('reason', sangkien.core.fields.ProseField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='initiatives.initiative')),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('in_stead', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'draft'), _negated=True), name='initiatives_decision_not_draft'), models.CheckConstraint(condition=models.Q(('outcome__in', ('confirmed', 'recognised')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='initiatives_refusal_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('before', 'Ảnh trước khi cải tiến'), ('after', 'Ảnh sau khi cải tiến'), ('photo', 'Ảnh khác'), ('document', 'Tài liệu'), ('voice', 'Ghi âm')], max_length=8)),
                ('caption', sangkien.core.fields.LineField(blank=True, max_length=200, verbose_name='chú thích')),
                ('position', models.PositiveSmallIntegerField()),
                ('request_key', models.UUIDField(unique=True)),
                ('added_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='initiatives.initiative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'position'), name='initiatives_evidence_position_once'), models.CheckConstraint(condition=models.Q(('published_at', None), ('kind__in', ['after', 'before', 'photo']), _connector='OR'), name='initiatives_only_photos_public')],
            },
        ),
        migrations.CreateModel(
            name='Overdue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField()),
                ('waits_path', models.CharField(max_length=48)),
                ('above_path', models.CharField(max_length=48)),
                ('noticed_at', models.DateTimeField()),
                ('acts_from', models.DateField()),
                ('reminded_on', models.DateField(null=True)),
                ('is_open', models.BooleanField(default=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overdue', to='initiatives.initiative')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['above_path', 'id'], name='initiatives_overdue_above')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('initiative',), name='initiatives_overdue_once')],
            },
        ),
    ]
