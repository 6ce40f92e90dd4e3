from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commendation', '0007_submissions'),
    ]

    operations = [
        migrations.AddField(
            model_name='conferral',
            name='folded',
            field=models.CharField(blank=True, default='', max_length=600),
        ),
        migrations.AddIndex(
            model_name='conferral',
            index=models.Index(condition=models.Q(('conferred_at__isnull', False), ('folded', '')), fields=['id'], name='commendation_unfolded'),
        ),
    ]
