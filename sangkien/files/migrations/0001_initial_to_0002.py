import django.db.models.deletion
import sangkien.core.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('files', '0001_initial'), ('files', '0002_quarantine_and_uploads')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('original_name', sangkien.core.fields.LineField(max_length=200)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('content_type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'JPEG'), ('image/png', 'PNG'), ('image/webp', 'WebP'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word (.docx)'), ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel (.xlsx)')], max_length=100)),
                ('purpose', models.SlugField(max_length=30)),
                ('stored_at', models.DateTimeField(db_index=True)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('height', models.PositiveIntegerField(null=True)),
                ('scan_tries', models.PositiveSmallIntegerField(default=0)),
                ('seconds', models.PositiveSmallIntegerField(null=True)),
                ('small_name', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('quarantined', 'Đang kiểm tra mã độc'), ('clean', 'Dùng được'), ('infected', 'Có mã độc, đã xoá')], default='clean', max_length=11)),
                ('width', models.PositiveIntegerField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('content_type__in', ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'audio/webm', 'audio/ogg', 'audio/mp4'])), name='files_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['quarantined', 'clean', 'infected'])), name='files_state_known')],
                'indexes': [models.Index(condition=models.Q(('state', 'quarantined')), fields=['scan_tries', 'id'], name='files_quarantined')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('subject', models.CharField(max_length=60)),
                ('original_name', sangkien.core.fields.LineField(max_length=200)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('offset', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stored', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('offset__lte', models.F('size')), ('size__gte', 1)), name='files_offset_within_size')],
            },
        ),
        migrations.CreateModel(
            name='UploadPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offset', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='files.upload')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('upload', 'offset'), name='files_piece_once')],
            },
        ),
    ]
