import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("units", "0005_thresholds"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="is_acting",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="grant",
            name="reviewed_on",
            field=models.DateField(default=datetime.date(2026, 1, 1)),
            preserve_default=False,
        ),
        # Roles that were given before nobody kept a review: their clock runs from their first day.
        migrations.RunSQL(
            "UPDATE units_grant SET reviewed_on = since_on", migrations.RunSQL.noop
        ),
        migrations.AddField(
            model_name="grant",
            name="reviewed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveConstraint(model_name="grant", name="units_grant_role_known"),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "grassroots_officer",
                            "superior_officer",
                            "provincial_officer",
                            "national_officer",
                            "data_officer",
                            "support",
                            "auditor",
                        ],
                    )
                ),
                name="units_grant_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_acting", False), ("until_on__isnull", False), _connector="OR"),
                name="units_grant_acting_ends",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("revoked_at", None)),
                fields=["reviewed_on", "id"],
                name="units_grant_review",
            ),
        ),
    ]
