import django.db.models.deletion
import sangkien.core.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kind', models.CharField(choices=[('kich-hoat', 'Tin nhắn mã kích hoạt'), ('dang-nhap', 'Tin nhắn mã đăng nhập'), ('phieu', 'Lời dặn trên phiếu kích hoạt')], max_length=30)),
                ('text', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('run_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('given_up_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=80)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('given_up_at', None), ('sent_at', None)), fields=['run_at', 'id'], name='outbox_message_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('given_up_at', None), _connector='OR'), name='outbox_message_one_end'), models.CheckConstraint(condition=models.Q(models.Q(('given_up_at', None), ('sent_at', None)), ('text', ''), _connector='OR'), name='outbox_message_text_gone')],
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('kich-hoat', 'Tin nhắn mã kích hoạt'), ('dang-nhap', 'Tin nhắn mã đăng nhập'), ('phieu', 'Lời dặn trên phiếu kích hoạt')], max_length=30, unique=True)),
                ('text', sangkien.core.fields.LineField(max_length=400)),
                ('is_own', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='outbox_text_not_empty')],
            },
        ),
    ]
