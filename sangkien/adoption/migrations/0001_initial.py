import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('initiatives', '0003_corrections'),
        ('units', '0007_clusters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since_on', models.DateField()),
                ('place', sangkien.core.fields.LineField(max_length=200)),
                ('changes', sangkien.core.fields.ProseField(blank=True)),
                ('benefit_vnd', models.BigIntegerField(null=True)),
                ('benefit_basis', sangkien.core.fields.ProseField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('proposed', 'Chờ cán bộ đơn vị xác nhận'), ('standing', 'Đang áp dụng'), ('declined', 'Đơn vị không xác nhận'), ('withdrawn', 'Đã rút')], max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', sangkien.core.fields.ProseField(blank=True)),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='initiatives.initiative')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['initiative', 'state', '-id'], name='adoption_of_initiative'), models.Index(fields=['unit', 'state', '-id'], name='adoption_of_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'standing'))), fields=('initiative', 'unit'), name='adoption_once_per_unit'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='adoption_decided'), models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'standing')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='adoption_end_has_reason'), models.CheckConstraint(condition=models.Q(('benefit_vnd', None), ('benefit_vnd__gte', 0), _connector='OR'), name='adoption_benefit_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='LibraryEntry',
            fields=[
                ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='library', serialize=False, to='initiatives.initiative')),
                ('field_key', models.CharField(blank=True, max_length=150)),
                ('kind', models.CharField(blank=True, choices=[('technical', 'Giải pháp kỹ thuật'), ('management', 'Giải pháp quản lý'), ('operational', 'Giải pháp tác nghiệp'), ('technology', 'Giải pháp ứng dụng tiến bộ kỹ thuật, công nghệ'), ('research', 'Đề tài nghiên cứu khoa học')], max_length=12)),
                ('adopters', models.PositiveIntegerField(default=0)),
                ('use', models.CharField(blank=True, choices=[('in_use', 'Vẫn dùng'), ('better', 'Vẫn dùng và đã làm tốt hơn'), ('stopped', 'Đã dừng')], max_length=10)),
                ('used_day', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('region', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['-used_day', '-initiative'], name='library_used'), models.Index(fields=['-adopters', '-initiative'], name='library_adopted'), models.Index(fields=['region', '-used_day', '-initiative'], name='library_region_used'), models.Index(fields=['region', '-adopters', '-initiative'], name='library_region_adopted'), models.Index(fields=['region', '-initiative'], name='library_region_newest'), models.Index(fields=['field_key', '-used_day', '-initiative'], name='library_field_used'), models.Index(fields=['field_key', '-adopters', '-initiative'], name='library_field_adopted'), models.Index(fields=['field_key', '-initiative'], name='library_field_newest')],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('asked', models.PositiveSmallIntegerField(default=0)),
                ('next_due_on', models.DateField(null=True)),
                ('use', models.CharField(blank=True, choices=[('in_use', 'Vẫn dùng'), ('better', 'Vẫn dùng và đã làm tốt hơn'), ('stopped', 'Đã dừng')], max_length=10)),
                ('used_on', models.DateField(null=True)),
                ('adoption', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='course', to='adoption.adoption')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='initiatives.initiative')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_due_on__isnull', False)), fields=['next_due_on', 'id'], name='adoption_course_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('adoption', None)), fields=('initiative',), name='adoption_course_once'), models.CheckConstraint(condition=models.Q(models.Q(('use', ''), ('used_on', None)), models.Q(models.Q(('use', ''), _negated=True), ('used_on__isnull', False)), _connector='OR'), name='adoption_course_use_has_day')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('finding', models.CharField(choices=[('amount', 'Xác nhận số tiền'), ('insufficient', 'Chưa đủ dữ liệu')], max_length=12)),
                ('amount_vnd', models.BigIntegerField(null=True)),
                ('evidence', sangkien.core.fields.ProseField()),
                ('verified_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='adoption.adoption')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='initiatives.initiative')),
                ('verified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('adoption', None)), fields=('initiative', 'version'), name='adoption_verification_version'), models.UniqueConstraint(condition=models.Q(('adoption__isnull', False)), fields=('adoption', 'version'), name='adoption_verification_own_version'), models.CheckConstraint(condition=models.Q(models.Q(('amount_vnd__gte', 0), ('amount_vnd__isnull', False), ('finding', 'amount')), models.Q(('amount_vnd', None), ('finding', 'insufficient')), _connector='OR'), name='adoption_verification_amount'), models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='adoption_verification_grounds')],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('lapses_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('open', 'Chờ trả lời'), ('answered', 'Đã trả lời'), ('lapsed', 'Quá hạn, không có trả lời'), ('void', 'Không còn cần hỏi')], default='open', max_length=10)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('course', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='adoption.course')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['unit', 'lapses_on', 'id'], name='adoption_check_unit'), models.Index(condition=models.Q(('state', 'open')), fields=['lapses_on', 'id'], name='adoption_check_lapse'), models.Index(condition=models.Q(('state', 'open'), ('told_at', None)), fields=['id'], name='adoption_check_untold')],
                'constraints': [models.UniqueConstraint(fields=('course', 'months'), name='adoption_check_once')],
            },
        ),
        migrations.CreateModel(
            name='Counting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', sangkien.core.fields.ProseField()),
                ('counted_at', models.DateTimeField()),
                ('adoption', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countings', to='adoption.adoption')),
                ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='countings', to='initiatives.initiative')),
                ('verification', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countings', to='adoption.verification')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='adoption_counting_reason')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('in_use', 'Vẫn dùng'), ('better', 'Vẫn dùng và đã làm tốt hơn'), ('stopped', 'Đã dừng')], max_length=10)),
                ('reason', sangkien.core.fields.ProseField(blank=True)),
                ('answered_at', models.DateTimeField()),
                ('by_link', models.BooleanField(default=False)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('check_asked', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='adoption.check')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('use', 'stopped'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='adoption_stop_has_reason')],
            },
        ),
    ]
