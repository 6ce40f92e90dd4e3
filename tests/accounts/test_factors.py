"""Codes of the second factor: few tries, each code once, for one person."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command

from sangkien.access.actor import Actor
from sangkien.accounts import queries, rules
from sangkien.accounts.actions import factors, people
from sangkien.accounts.enums import FactorKind
from sangkien.accounts.errors import TooManyTries, WrongFactor
from sangkien.accounts.factors import new_secret
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from tests.factories import NOW, SYSTEM
from tests.threads import outcomes, refusals

MINUTE = dt.timedelta(minutes=1)


def make_person(code: str = "DV1") -> User:
    return people.add_person(full_name="Trần Thị Bình", member_code=code, password=None, at=NOW)


def self_of(user: User) -> Actor:
    return Actor(user_id=user.pk, name=user.full_name)


def code_of(secret: str, at: dt.datetime) -> str:
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30)))


def with_app(user: User, *, at: dt.datetime = NOW) -> str:
    """The secret of an app that was set up a minute before `at`."""
    secret, before = new_secret(), at - MINUTE
    typed = code_of(secret, before)
    factors.add_totp(user, secret=secret, typed=typed, by=self_of(user), at=before, staying=None)
    return secret


@pytest.mark.django_db
class TestApp:
    @pytest.mark.parametrize("seconds", [-30, 0, 30])
    def test_code_of_a_clock_that_is_half_a_minute_off_is_right(self, seconds: int) -> None:
        user = make_person()
        secret = with_app(user)

        typed = code_of(secret, NOW + dt.timedelta(seconds=seconds))

        assert factors.show(user, typed, at=NOW) == FactorKind.TOTP

    @pytest.mark.parametrize("seconds", [-90, 90])
    def test_code_of_another_minute_is_wrong(self, seconds: int) -> None:
        user = make_person()
        secret = with_app(user, at=NOW - 5 * MINUTE)

        with pytest.raises(WrongFactor):
            factors.show(user, code_of(secret, NOW + dt.timedelta(seconds=seconds)), at=NOW)

    def test_code_is_right_once(self) -> None:
        user = make_person()
        typed = code_of(with_app(user), NOW)
        factors.show(user, f"{typed[:3]} {typed[3:]}", at=NOW)

        with pytest.raises(WrongFactor):
            factors.show(user, typed, at=NOW)

    def test_code_that_set_the_app_up_opens_nothing(self) -> None:
        user = make_person()
        secret = with_app(user)

        with pytest.raises(WrongFactor):
            factors.show(user, code_of(secret, NOW - MINUTE), at=NOW - MINUTE)

    def test_code_of_another_person_is_wrong(self) -> None:
        user, other = make_person(), make_person("DV2")
        with_app(user)
        typed = code_of(with_app(other), NOW)

        with pytest.raises(WrongFactor):
            factors.show(user, typed, at=NOW)

    def test_sixth_guess_is_not_looked_at_though_it_is_right(self) -> None:
        user = make_person()
        secret = with_app(user)
        for number in range(5):
            with pytest.raises(WrongFactor):
                factors.show(user, f"{number}", at=NOW)

        with pytest.raises(TooManyTries):
            factors.show(user, code_of(secret, NOW), at=NOW)
        later = NOW + rules.SHORT
        assert factors.show(user, code_of(secret, later), at=later) == FactorKind.TOTP

    def test_secret_is_not_readable_in_the_table(self) -> None:
        user = make_person()
        secret = with_app(user)

        assert secret not in str(Authenticator.objects.get().data)

    def test_another_key_of_the_application_opens_nothing_and_breaks_nothing(
        self, settings: object
    ) -> None:
        user = make_person()
        typed = code_of(with_app(user), NOW)
        settings.SECRET_KEY = "x" * 50  # type: ignore[attr-defined]

        with pytest.raises(WrongFactor):
            factors.show(user, typed, at=NOW)

    def test_second_app_is_refused(self) -> None:
        user = make_person()
        with_app(user)

        with pytest.raises(NotAllowed):
            with_app(user, at=NOW + 5 * MINUTE)


@pytest.mark.django_db
class TestRecoveryCodes:
    def test_ten_codes_each_good_once_and_in_the_journal(self) -> None:
        user = make_person()
        with_app(user)
        made = factors.make_recovery_codes(user, by=self_of(user), at=NOW)

        assert len(set(made)) == 10
        assert factors.show(user, made[3], at=NOW) == FactorKind.RECOVERY
        with pytest.raises(WrongFactor):
            factors.show(user, made[3], at=NOW)
        assert queries.recovery_codes_left(user) == 9
        assert Entry.objects.filter(name="person.recovery_code_used").count() == 1

    def test_new_codes_replace_the_former_ones(self) -> None:
        user = make_person()
        with_app(user)
        former = factors.make_recovery_codes(user, by=self_of(user), at=NOW)

        factors.make_recovery_codes(user, by=self_of(user), at=NOW)

        with pytest.raises(WrongFactor):
            factors.show(user, former[0], at=NOW)

    def test_nobody_has_codes_without_a_factor(self) -> None:
        user = make_person()

        with pytest.raises(NotAllowed):
            factors.make_recovery_codes(user, by=self_of(user), at=NOW)


@pytest.mark.django_db
class TestChanging:
    def test_last_factor_takes_the_recovery_codes_with_it(self) -> None:
        user = make_person()
        with_app(user)
        factors.make_recovery_codes(user, by=self_of(user), at=NOW)
        [factor] = queries.factors_of(user)

        factors.remove(user, factor.pk, is_needed=False, by=self_of(user), at=NOW)

        assert not Authenticator.objects.exists()

    def test_last_factor_of_who_needs_one_stays(self) -> None:
        user = make_person()
        with_app(user)
        [factor] = queries.factors_of(user)

        with pytest.raises(NotAllowed):
            factors.remove(user, factor.pk, is_needed=True, by=self_of(user), at=NOW)

        assert queries.has_second_factor(user)

    def test_factor_of_somebody_else_is_not_found(self) -> None:
        user, other = make_person(), make_person("DV2")
        with_app(user)
        [factor] = queries.factors_of(user)

        with pytest.raises(NotFound):
            factors.remove(other, factor.pk, is_needed=False, by=self_of(other), at=NOW)
        with pytest.raises(NotAllowed):
            factors.remove(user, factor.pk, is_needed=False, by=self_of(other), at=NOW)

    def test_who_came_with_a_pin_changes_nothing(self) -> None:
        user = make_person()
        limited = Actor(user_id=user.pk, is_limited=True)

        with pytest.raises(NotAllowed):
            factors.add_totp(user, secret=new_secret(), typed="1", by=limited, at=NOW, staying=None)

    def test_only_the_operator_resets(self) -> None:
        user = make_person()
        with_app(user)

        with pytest.raises(NotAllowed):
            factors.reset(user, by=self_of(user), at=NOW)
        factors.reset(user, by=SYSTEM, at=NOW)

        assert not queries.has_second_factor(user)

    def test_operators_command_names_who_it_was(self, capsys: pytest.CaptureFixture[str]) -> None:
        user = make_person()
        with_app(user)

        call_command("reset_second_factor", "dv 1")

        assert "Trần Thị Bình (DV1): đã xóa 1." in capsys.readouterr().out
        assert Entry.objects.filter(name="person.factors_reset").count() == 1
        with pytest.raises(CommandError, match="Không có ai"):
            call_command("reset_second_factor", "DV9")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_code_sent_twice_opens_once(self) -> None:
        user = make_person()
        typed = code_of(with_app(user), NOW)
        show: Callable[[], object] = partial(factors.show, user, typed, at=NOW)

        found = outcomes(show, show)

        assert len(refusals(found)) == 1

    def test_one_recovery_code_sent_twice_opens_once(self) -> None:
        user = make_person()
        with_app(user)
        [typed, *_] = factors.make_recovery_codes(user, by=self_of(user), at=NOW)
        show: Callable[[], object] = partial(factors.show, user, typed, at=NOW)

        found = outcomes(show, show)

        assert len(refusals(found)) == 1

    def test_parallel_guesses_do_not_slip_through(self) -> None:
        user = make_person()
        with_app(user)

        found = outcomes(*[partial(factors.show, user, str(guess), at=NOW) for guess in range(9)])

        looked_at = [refusal for refusal in refusals(found) if isinstance(refusal, WrongFactor)]
        assert len(refusals(found)) == 9
        assert len(looked_at) <= 5
