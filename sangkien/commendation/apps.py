from django.apps import AppConfig


class CommendationConfig(AppConfig):
    name = "sangkien.commendation"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from sangkien.commendation import (  # noqa: PLC0415 - register
            concerned,  # noqa: F401
            exporting,
            personal,  # noqa: F401
            subscribers,  # noqa: F401
            verifying,  # noqa: F401
            verifying_acts,  # noqa: F401
            verifying_money,  # noqa: F401
            verifying_rounds,  # noqa: F401
        )
        from sangkien.commendation.actions.taking_over import Awards  # noqa: PLC0415 - register
        from sangkien.exports import kinds as exported  # noqa: PLC0415 - register
        from sangkien.imports import kinds  # noqa: PLC0415 - register

        kinds.register(Awards())
        for kind in (
            exporting.Register(),
            exporting.Dossiers(),
            exporting.Inbox(),
            exporting.OwnDossiers(),
            exporting.Decisions(),
            exporting.Ledger(),
        ):
            exported.register(kind)
