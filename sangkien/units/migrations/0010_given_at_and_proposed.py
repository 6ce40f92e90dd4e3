"""By whose office a role was given, whose drafts it takes on its first day, and which new unit has
the name of a workplace for which somebody waits.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The highest office by which the giver could give it, as far as the register remembers.
GIVEN_AT = """
UPDATE units_grant
   SET given_at_id = (
       SELECT own.unit_id
         FROM units_grant AS own
         JOIN units_unit AS above ON above.id = own.unit_id
         JOIN units_unit AS here ON here.id = units_grant.unit_id
        WHERE own.user_id = units_grant.granted_by_id
          AND own.role IN ('superior_officer', 'provincial_officer', 'national_officer')
          AND substr(here.path, 1, length(above.path)) = above.path
        ORDER BY length(above.path)
        LIMIT 1)
 WHERE granted_by_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("units", "0009_levels_and_thresholds"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="given_at",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="drafts_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("drafts_from__isnull", False)),
                fields=["since_on"],
                name="units_grant_passes_drafts",
            ),
        ),
        migrations.AddField(
            model_name="unmatchedworkplace",
            name="proposed",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.RunSQL(GIVEN_AT, migrations.RunSQL.noop),
    ]
