import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('councils', '0001_initial'), ('councils', '0002_no_note_on_items')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('initiative', 'Hội đồng sáng kiến'), ('commendation', 'Hội đồng thi đua, khen thưởng'), ('panel', 'Tổ bình xét cụm, khối')], max_length=12)),
                ('name', sangkien.core.fields.LineField(max_length=200, verbose_name='tên hội đồng')),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('basis_number', sangkien.core.fields.LineField(max_length=60, verbose_name='số quyết định')),
                ('basis_on', models.DateField()),
                ('basis_title', sangkien.core.fields.LineField(max_length=300, verbose_name='trích yếu')),
                ('request_key', models.UUIDField(unique=True)),
                ('created_at', models.DateTimeField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='units.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='councils_council_ends_after_start'), models.CheckConstraint(condition=models.Q(('kind__in', ['initiative', 'commendation', 'panel'])), name='councils_council_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='ScoreTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', sangkien.core.fields.LineField(max_length=250, verbose_name='tên bảng điểm')),
                ('source', sangkien.core.fields.LineField(blank=True, max_length=500, verbose_name='nguồn')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('request_key', models.UUIDField(unique=True)),
                ('written_at', models.DateTimeField()),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_tables', to='councils.council')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='councils.scoretable')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('replaces', None), ('version', 1)), models.Q(('replaces__isnull', False), ('version__gt', 1)), _connector='OR'), name='councils_table_version_replaces')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(choices=[('chair', 'Chủ tịch'), ('deputy', 'Phó Chủ tịch'), ('secretary', 'Thư ký'), ('member', 'Ủy viên')], max_length=10)),
                ('is_union_seat', models.BooleanField(default=False)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='councils.council')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('since_on')), _connector='OR'), name='councils_seat_ends_after_start'), models.CheckConstraint(condition=models.Q(('post__in', ['chair', 'deputy', 'secretary', 'member'])), name='councils_seat_post_known'), models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('council', 'user'), name='councils_seat_open_once'), models.UniqueConstraint(condition=models.Q(('post', 'chair'), ('until_on', None)), fields=('council',), name='councils_one_open_chair')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('meets_at', models.DateTimeField()),
                ('place', sangkien.core.fields.LineField(max_length=250, verbose_name='địa điểm')),
                ('is_online', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('preparing', 'Đang chuẩn bị'), ('open', 'Đang họp'), ('closed', 'Đã kết thúc họp'), ('approved', 'Đã duyệt biên bản'), ('released', 'Đã công bố kết quả')], default='preparing', max_length=10)),
                ('quorum_numerator', models.PositiveSmallIntegerField()),
                ('quorum_denominator', models.PositiveSmallIntegerField()),
                ('quorum_counts_written', models.BooleanField(default=False)),
                ('trims_from', models.PositiveSmallIntegerField(default=0)),
                ('leaves_out_conflicts', models.BooleanField(default=True)),
                ('discussion', sangkien.core.fields.ProseField(blank=True, verbose_name='diễn biến')),
                ('conclusion', sangkien.core.fields.ProseField(blank=True, verbose_name='kết luận')),
                ('request_key', models.UUIDField(unique=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('scoring_closed_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='councils.council')),
                ('table', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='councils.scoretable')),
            ],
            options={
                'indexes': [models.Index(fields=['council', '-meets_at', '-id'], name='councils_session_list')],
                'constraints': [models.UniqueConstraint(fields=('council', 'year', 'number'), name='councils_session_number_once'), models.CheckConstraint(condition=models.Q(('quorum_denominator__gte', 1), ('quorum_numerator__gte', 1), ('quorum_numerator__lte', models.F('quorum_denominator'))), name='councils_session_quorum_is_share'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('state', 'preparing')), models.Q(models.Q(('state', 'preparing'), _negated=True), ('opened_at__isnull', False)), _connector='OR'), name='councils_session_opened_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('released_at__isnull', False), ('state', 'released')), models.Q(models.Q(('state', 'released'), _negated=True), ('released_at', None)), _connector='OR'), name='councils_session_released_has_time')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', sangkien.core.fields.LineField(max_length=300, verbose_name='nội dung')),
                ('summary', sangkien.core.fields.ProseField(blank=True, verbose_name='tóm tắt')),
                ('address', models.CharField(blank=True, max_length=300)),
                ('is_scored', models.BooleanField()),
                ('is_voted', models.BooleanField()),
                ('request_key', models.UUIDField(unique=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='councils.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'number'), name='councils_item_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('presence', models.CharField(choices=[('present', 'Có mặt'), ('written', 'Vắng, có ý kiến bằng văn bản'), ('absent', 'Vắng')], max_length=10)),
                ('reason', sangkien.core.fields.LineField(blank=True, max_length=250, verbose_name='lý do vắng')),
                ('opinion', sangkien.core.fields.ProseField(blank=True, verbose_name='ý kiến bằng văn bản')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='councils.seat')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='councils.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'seat'), name='councils_attendance_once'), models.CheckConstraint(condition=models.Q(models.Q(('presence', 'written'), _negated=True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='councils_written_has_opinion')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', sangkien.core.fields.LineField(max_length=250, verbose_name='tên phiếu')),
                ('kind', models.CharField(choices=[('items', 'Đồng ý hoặc không đồng ý từng nội dung'), ('election', 'Bầu trong danh sách')], max_length=10)),
                ('way', models.CharField(choices=[('online', 'Bỏ phiếu trên phần mềm'), ('paper', 'Phiếu giấy hoặc giơ tay, thư ký nhập kết quả')], max_length=10)),
                ('is_secret', models.BooleanField()),
                ('threshold_numerator', models.PositiveSmallIntegerField()),
                ('threshold_denominator', models.PositiveSmallIntegerField()),
                ('threshold_is_strict', models.BooleanField(default=False)),
                ('denominator', models.CharField(choices=[('all', 'tổng số thành viên hội đồng'), ('present', 'số thành viên có mặt'), ('asked', 'số thành viên có mặt và được lấy ý kiến bằng văn bản'), ('valid', 'số phiếu hợp lệ')], max_length=10)),
                ('needs_chair', models.BooleanField(default=False)),
                ('seats', models.PositiveSmallIntegerField(default=0)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('open', 'Đang bỏ phiếu'), ('counted', 'Chờ chủ tịch xác nhận kiểm phiếu'), ('closed', 'Đã kiểm phiếu'), ('annulled', 'Đã hủy')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('issued', models.PositiveSmallIntegerField(null=True)),
                ('collected', models.PositiveSmallIntegerField(null=True)),
                ('invalid', models.PositiveSmallIntegerField(default=0)),
                ('request_key', models.UUIDField(unique=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('previous', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='councils.ballot')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='councils.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'number'), name='councils_ballot_number_once'), models.CheckConstraint(condition=models.Q(('counted_by', None), models.Q(('counted_by', models.F('confirmed_by')), _negated=True), _connector='OR'), name='councils_count_confirmed_by_another'), models.CheckConstraint(condition=models.Q(('is_secret', True), ('needs_chair', True), _negated=True), name='councils_secret_asks_nobody_by_name'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'items'), ('seats', 0)), models.Q(('kind', 'election'), ('seats__gte', 1)), _connector='OR'), name='councils_election_has_seats'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='councils_ballot_closed_has_time')],
            },
        ),
        migrations.CreateModel(
            name='BallotLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('label', sangkien.core.fields.LineField(max_length=300)),
                ('voters', models.PositiveSmallIntegerField()),
                ('base', models.PositiveSmallIntegerField(null=True)),
                ('agree', models.PositiveSmallIntegerField(default=0)),
                ('disagree', models.PositiveSmallIntegerField(default=0)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='councils.ballot')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ballot_lines', to='councils.agendaitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'number'), name='councils_ballot_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('author', 'là tác giả, đồng tác giả'), ('head', 'là thủ trưởng đơn vị và là tác giả'), ('declared', 'tự khai có liên quan')], max_length=10)),
                ('sentence', sangkien.core.fields.LineField(blank=True, max_length=300, verbose_name='lý do')),
                ('declared_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='councils.agendaitem')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_interests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'user'), name='councils_interest_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'declared'), _negated=True), models.Q(('sentence', ''), _negated=True), _connector='OR'), name='councils_declared_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SessionPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minutes', 'Biên bản họp'), ('counting', 'Biên bản kiểm phiếu')], max_length=10)),
                ('data', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('version', models.CharField(max_length=60)),
                ('approved_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ballot', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='councils.ballot')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='councils.session')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ballot', None), ('kind', 'minutes')), models.Q(('ballot__isnull', False), ('kind', 'counting')), _connector='OR'), name='councils_paper_of_ballot'), models.UniqueConstraint(condition=models.Q(('kind', 'minutes')), fields=('session',), name='councils_minutes_once')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marks', models.JSONField()),
                ('remark', sangkien.core.fields.ProseField(blank=True, verbose_name='nhận xét')),
                ('changed_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='councils.agendaitem')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='councils.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'seat'), name='councils_sheet_once')],
            },
        ),
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_voted', models.BooleanField(default=False)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voters', to='councils.ballot')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'seat'), name='councils_voter_once')],
            },
        ),
        migrations.CreateModel(
            name='SheetUnlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', sangkien.core.fields.ProseField()),
                ('unlocked_at', models.DateTimeField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unlocks', to='councils.sheet')),
                ('unlocked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='councils_unlock_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('agree', 'Đồng ý'), ('disagree', 'Không đồng ý')], max_length=10)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='councils.ballotline')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('line', 'seat'), name='councils_slip_once')],
            },
        ),
    ]
