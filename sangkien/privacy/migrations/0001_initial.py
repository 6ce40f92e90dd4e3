import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('units', '0003_members'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('public_name', 'Công khai họ tên cùng sáng kiến hợp lệ')], max_length=30)),
                ('version', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('valid_from', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('purpose', 'version'), name='privacy_text_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('view', 'Xem dữ liệu'), ('correct', 'Sửa dữ liệu'), ('supply', 'Cung cấp dữ liệu'), ('withdraw', 'Rút lại đồng ý'), ('restrict', 'Hạn chế xử lý dữ liệu'), ('object', 'Phản đối xử lý dữ liệu'), ('delete', 'Xóa dữ liệu'), ('complain', 'Khiếu nại về dữ liệu')], max_length=12)),
                ('valid_from', models.DateField()),
                ('acknowledge_days', models.PositiveSmallIntegerField()),
                ('answer_days', models.PositiveSmallIntegerField()),
                ('extension_days', models.PositiveSmallIntegerField()),
                ('source', sangkien.core.fields.LineField(max_length=300)),
                ('is_verified', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'valid_from'), name='privacy_deadline_once')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_id', models.BigIntegerField(unique=True)),
                ('erased_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('public_name', 'Công khai họ tên cùng sáng kiến hợp lệ')], max_length=30)),
                ('text_hash', models.CharField(max_length=64)),
                ('channel', models.CharField(choices=[('web', 'Bấm đồng ý trên trang web'), ('earlier', 'Đã bấm đồng ý trước khi có sổ đồng ý')], max_length=10)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='privacy.consenttext')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('user', 'purpose'), name='privacy_consent_standing_once'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='privacy_consent_withdrawn_after_given')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('view', 'Xem dữ liệu'), ('correct', 'Sửa dữ liệu'), ('supply', 'Cung cấp dữ liệu'), ('withdraw', 'Rút lại đồng ý'), ('restrict', 'Hạn chế xử lý dữ liệu'), ('object', 'Phản đối xử lý dữ liệu'), ('delete', 'Xóa dữ liệu'), ('complain', 'Khiếu nại về dữ liệu')], max_length=12)),
                ('text', sangkien.core.fields.ProseField(blank=True)),
                ('state', models.CharField(choices=[('sent', 'Đã gửi'), ('acknowledged', 'Đã tiếp nhận'), ('done', 'Đã thực hiện'), ('refused', 'Không thực hiện'), ('cancelled', 'Người gửi đã rút')], default='sent', max_length=12)),
                ('sent_at', models.DateTimeField()),
                ('acknowledge_by', models.DateField()),
                ('due_on', models.DateField()),
                ('next_due_on', models.DateField()),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('extended_at', models.DateTimeField(null=True)),
                ('extension_reason', sangkien.core.fields.ProseField(blank=True)),
                ('answer', sangkien.core.fields.ProseField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to=settings.AUTH_USER_MODEL)),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.deadline')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('sent', 'acknowledged'))), fields=['next_due_on', 'id'], name='privacy_request_clock')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('sent', 'acknowledged'))), fields=('user', 'kind'), name='privacy_request_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state__in', ('sent', 'acknowledged'))), models.Q(models.Q(('state__in', ('sent', 'acknowledged')), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='privacy_request_answered')],
            },
        ),
    ]
