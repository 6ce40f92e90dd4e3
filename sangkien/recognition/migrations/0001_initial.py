import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('councils', '0001_initial'),
        ('initiatives', '0008_canned'),
        ('papers', '0001_initial'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refused_reason', sangkien.core.fields.ProseField()),
                ('refused_at', models.DateTimeField()),
                ('text', sangkien.core.fields.ProseField()),
                ('sent_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Đang chờ giải quyết'), ('upheld', 'Giữ nguyên kết quả'), ('reopened', 'Được xét lại')], default='waiting', max_length=10)),
                ('answer', sangkien.core.fields.ProseField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('against', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='initiatives.initiative')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_on', 'id'], name='recognition_appeals_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='recognition_appeal_answered_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('waiting', 'Chờ hội đồng'), ('passed', 'Hội đồng đề nghị công nhận'), ('failed', 'Hội đồng không đề nghị công nhận'), ('undecided', 'Hội đồng chưa quyết định')], default='waiting', max_length=10)),
                ('brought_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('brought_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='initiatives.initiative')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hearing', to='councils.agendaitem')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'waiting')), fields=('initiative',), name='recognition_one_hearing_waits'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', 'waiting')), models.Q(models.Q(('outcome', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='recognition_hearing_decided_has_time')],
            },
        ),
        migrations.CreateModel(
            name='RecognitionDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('council', 'Theo kết quả họp hội đồng'), ('head', 'Người đứng đầu đơn vị quyết định')], max_length=10)),
                ('title', sangkien.core.fields.LineField(max_length=250, verbose_name='trích yếu')),
                ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                ('own_number', sangkien.core.fields.LineField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                ('influence', models.CharField(choices=[('unit', 'Cấp cơ sở'), ('sector', 'Cấp ngành, cấp tỉnh'), ('national', 'Toàn quốc')], max_length=10, verbose_name='mức ảnh hưởng')),
                ('signer_name', sangkien.core.fields.LineField(max_length=120, verbose_name='người ký')),
                ('signer_post', sangkien.core.fields.LineField(max_length=120, verbose_name='chức vụ')),
                ('bases', sangkien.core.fields.ProseField(blank=True, max_length=2000, verbose_name='căn cứ')),
                ('state', models.CharField(choices=[('draft', 'Dự thảo'), ('signed', 'Đã ký, đang công bố'), ('released', 'Đã công bố')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('request_key', models.UUIDField(unique=True)),
                ('drafted_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_version', models.PositiveIntegerField(null=True)),
                ('signed_factor', models.CharField(blank=True, max_length=20)),
                ('signed_address', models.CharField(blank=True, max_length=45)),
                ('released_at', models.DateTimeField(null=True)),
                ('drafted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.issuedpaper')),
                ('signed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognition_decisions', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', '-id'], name='recognition_decision_unit'), models.Index(condition=models.Q(('state', 'signed')), fields=['id'], name='recognition_decision_releasing')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paper', None), ('released_at', None), ('signed_at', None), ('state', 'draft')), models.Q(('paper__isnull', False), ('released_at', None), ('signed_at__isnull', False), ('state', 'signed')), models.Q(('paper__isnull', False), ('released_at__isnull', False), ('signed_at__isnull', False), ('state', 'released')), _connector='OR'), name='recognition_decision_signed_has_paper')],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', sangkien.core.fields.ProseField()),
                ('refused_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refusals', to='initiatives.initiative')),
                ('refused_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refusals', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('initiative',), name='recognition_one_refusal_stands'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='recognition_refusal_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Regulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_force_on', models.DateField(verbose_name='áp dụng từ ngày')),
                ('needs_council', models.BooleanField(default=False, verbose_name='chỉ công nhận sau khi hội đồng họp')),
                ('appeal_days', models.PositiveSmallIntegerField(default=15, verbose_name='hạn kiến nghị (ngày làm việc)')),
                ('answer_days', models.PositiveSmallIntegerField(default=15, verbose_name='hạn trả lời (ngày làm việc)')),
                ('highest', models.CharField(choices=[('unit', 'Cấp cơ sở'), ('sector', 'Cấp ngành, cấp tỉnh'), ('national', 'Toàn quốc')], default='unit', max_length=10, verbose_name='mức ảnh hưởng cao nhất')),
                ('decision_symbol', sangkien.core.fields.LineField(max_length=30, verbose_name='ký hiệu quyết định')),
                ('certificate_symbol', sangkien.core.fields.LineField(max_length=30, verbose_name='ký hiệu giấy chứng nhận')),
                ('signs_for', sangkien.core.fields.LineField(blank=True, max_length=120, verbose_name='ký thay mặt')),
                ('place', sangkien.core.fields.LineField(blank=True, max_length=80, verbose_name='địa danh')),
                ('bases', sangkien.core.fields.ProseField(blank=True, max_length=2000, verbose_name='căn cứ')),
                ('recipients', sangkien.core.fields.ProseField(blank=True, max_length=2000, verbose_name='nơi nhận')),
                ('evidence_to_sector', sangkien.core.fields.ProseField(blank=True, max_length=2000)),
                ('evidence_to_national', sangkien.core.fields.ProseField(blank=True, max_length=2000)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regulations', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'in_force_on'), name='recognition_regulation_once')],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('influence', models.CharField(choices=[('unit', 'Cấp cơ sở'), ('sector', 'Cấp ngành, cấp tỉnh'), ('national', 'Toàn quốc')], max_length=10)),
                ('recognised_at', models.DateTimeField(null=True)),
                ('skipped_reason', sangkien.core.fields.LineField(blank=True, max_length=300)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoke_reason', sangkien.core.fields.ProseField(blank=True)),
                ('revoke_document', sangkien.core.fields.LineField(blank=True, max_length=120)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='initiatives.initiative')),
                ('revoked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recognitions', to='recognition.recognitiondecision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'position'), name='recognition_position_once'), models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('skipped_reason', '')), fields=('initiative',), name='recognition_one_at_a_time'), models.CheckConstraint(condition=models.Q(('revoked_at', None), models.Q(('recognised_at__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='recognition_revoked_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', sangkien.core.fields.LineField(max_length=120)),
                ('share_bp', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.issuedpaper')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recognition', 'position'), name='recognition_certificate_once')],
            },
        ),
        migrations.CreateModel(
            name='InfluenceChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old', models.CharField(choices=[('unit', 'Cấp cơ sở'), ('sector', 'Cấp ngành, cấp tỉnh'), ('national', 'Toàn quốc')], max_length=10)),
                ('new', models.CharField(choices=[('unit', 'Cấp cơ sở'), ('sector', 'Cấp ngành, cấp tỉnh'), ('national', 'Toàn quốc')], max_length=10)),
                ('evidence', sangkien.core.fields.ProseField()),
                ('document', sangkien.core.fields.LineField(max_length=120)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='influence_changes', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recognition', 'new'), name='recognition_influence_once')],
            },
        ),
    ]
