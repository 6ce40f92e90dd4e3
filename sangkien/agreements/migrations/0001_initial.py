import django.db.models.deletion
import sangkien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('programmes', '0001_initial'),
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('count', 'Số sáng kiến'), ('coverage', 'Tỷ lệ CĐCS có sáng kiến'), ('rate', 'Số sáng kiến trên 100 người')], max_length=10)),
                ('base', models.CharField(choices=[('sent', 'đã gửi'), ('valid', 'hợp lệ')], max_length=10)),
                ('origin', models.CharField(choices=[('assigned', 'Chỉ tiêu giao'), ('self_set', 'Đơn vị tự đăng ký')], max_length=10)),
                ('denominator', models.CharField(blank=True, choices=[('members', 'đoàn viên'), ('workers', 'lao động')], max_length=10)),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('note', sangkien.core.fields.LineField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('set_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
                ('cluster', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='units.cluster')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='programmes.period')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='units.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('cluster__isnull', False), ('unit', None)), models.Q(('cluster', None), ('unit__isnull', False)), _connector='OR'), name='agreements_target_unit_or_cluster'), models.CheckConstraint(condition=models.Q(('value__gt', 0)), name='agreements_target_positive'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'coverage'), _negated=True), ('value__lte', 100), _connector='OR'), name='agreements_coverage_at_most_all'), models.CheckConstraint(condition=models.Q(('kind', 'rate'), ('denominator', ''), _connector='XOR'), name='agreements_rate_has_denominator'), models.UniqueConstraint(condition=models.Q(('replaced_at', None), ('unit__isnull', False)), fields=('period', 'unit', 'kind', 'origin'), name='agreements_unit_target_once'), models.UniqueConstraint(condition=models.Q(('cluster__isnull', False), ('replaced_at', None)), fields=('period', 'cluster', 'kind', 'origin'), name='agreements_cluster_target_once')],
            },
        ),
    ]
