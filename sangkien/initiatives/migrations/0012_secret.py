from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0003_sealed'),
        ('initiatives', '0011_answer_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='initiative',
            name='sealed',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='evidence',
            name='sealed',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(
                condition=Q(('sealed', ''), Q(('before', ''), ('benefit_basis', ''), ('solution', '')), _connector='OR'),
                name='initiatives_secret_is_sealed',
            ),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(
                condition=Q(('sealed', ''), Q(('caption', ''), ('published_at', None)), _connector='OR'),
                name='initiatives_secret_evidence_is_sealed',
            ),
        ),
    ]
