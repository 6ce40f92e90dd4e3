"""Messages are counted, because each one costs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="counted_for",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["made_at"], name="outbox_message_made"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("counted_for", ""), _negated=True),
                fields=["counted_for", "made_at"],
                name="outbox_message_counted",
            ),
        ),
    ]
