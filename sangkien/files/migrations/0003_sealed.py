from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_quarantine_and_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='is_sealed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='upload',
            name='is_sealed',
            field=models.BooleanField(default=False),
        ),
    ]
