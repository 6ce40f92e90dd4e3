import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=30)),
                ('unit_id', models.BigIntegerField()),
                ('file_name', sangkien.core.fields.LineField(max_length=200)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('request_key', models.UUIDField(unique=True)),
                ('state', models.CharField(choices=[('received', 'Chờ đọc'), ('reading', 'Đang đọc tệp'), ('judging', 'Đang đối chiếu'), ('previewed', 'Chờ bạn xem và đồng ý'), ('running', 'Đang nhập'), ('done', 'Đã nhập xong'), ('undoing', 'Đang hoàn tác'), ('undone', 'Đã hoàn tác'), ('failed', 'Không đọc được'), ('cancelled', 'Đã bỏ')], default='received', max_length=10)),
                ('problem', sangkien.core.fields.LineField(blank=True, max_length=500)),
                ('position', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('retry_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('lines_removed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['unit_id', 'id'], name='imports_of_unit'), models.Index(condition=models.Q(('state__in', ['received', 'reading', 'judging', 'running', 'undoing'])), fields=['id'], name='imports_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('position__lte', models.F('total'))), name='imports_position'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='imports_confirmed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('row', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('notes', models.JSONField(default=list)),
                ('key', models.CharField(blank=True, max_length=60)),
                ('twin_key', models.CharField(blank=True, max_length=60)),
                ('verdict', models.CharField(choices=[('pending', 'Chưa kiểm tra'), ('ok', 'Hợp lệ'), ('same', 'Không đổi'), ('warning', 'Cần xem'), ('error', 'Lỗi')], default='pending', max_length=10)),
                ('reasons', models.JSONField(default=list)),
                ('difference', models.JSONField(default=list)),
                ('outcome', models.CharField(choices=[('none', 'Chưa nhập'), ('applied', 'Đã nhập'), ('same', 'Không đổi'), ('refused', 'Không nhập'), ('undone', 'Đã hoàn tác'), ('kept', 'Không hoàn tác được')], default='none', max_length=10)),
                ('trace', models.JSONField(null=True)),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='imports.importbatch')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'verdict', 'position'], name='imports_line_verdict'), models.Index(fields=['batch', 'outcome', 'position'], name='imports_line_outcome'), models.Index(fields=['batch', 'key'], name='imports_line_key'), models.Index(fields=['batch', 'twin_key'], name='imports_line_twin')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='imports_line_once')],
            },
        ),
    ]
