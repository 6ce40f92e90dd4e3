import django.db.models.deletion
import sangkien.accounts.models.user
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_signing_in'), ('accounts', '0003_members')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SignInTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('tried_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'tried_at'], name='accounts_try_key')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('member_code', models.CharField(max_length=30, unique=True, verbose_name='mã đoàn viên')),
                ('phone', models.CharField(blank=True, max_length=15, null=True, unique=True, verbose_name='số điện thoại')),
                ('full_name', sangkien.core.fields.LineField(max_length=120, verbose_name='họ và tên')),
                ('folded_name', models.CharField(db_index=True, max_length=120)),
                ('name_sort', models.CharField(max_length=700)),
                ('name_public_since', models.DateTimeField(null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('member_code', ''), _negated=True), name='accounts_user_has_member_code'), models.CheckConstraint(condition=models.Q(('phone', ''), _negated=True), name='accounts_user_phone_not_empty')],
            },
            managers=[
                ('objects', sangkien.accounts.models.user.People()),
            ],
        ),
        migrations.CreateModel(
            name='AccountJoin',
            fields=[
                ('closed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='joined', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('joined_at', models.DateTimeField()),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closed', models.F('kept')), _negated=True), name='accounts_join_not_self')],
            },
        ),
        migrations.CreateModel(
            name='AccountLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', sangkien.core.fields.LineField(max_length=300)),
                ('locked_at', models.DateTimeField()),
                ('unlocked_at', models.DateTimeField(null=True)),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unlocked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='locks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('unlocked_at', None)), fields=('user',), name='accounts_lock_open_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='accounts_lock_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='OneTimeCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('activation', 'Kích hoạt tài khoản'), ('sign_in', 'Đăng nhập một lần')], max_length=20)),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='one_time_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('used_at', None)), fields=('user', 'purpose'), name='accounts_code_open_once'), models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='accounts_code_tries_limited')],
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pin', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('encoded', models.CharField(max_length=128)),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('device', models.CharField(blank=True, max_length=80)),
                ('opened_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
    ]
