import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.privacy.actions import consents
from sangkien.privacy.enums import Channel, Purpose
from sangkien.privacy.models import Consent
from sangkien.privacy.verifying import check_consents
from tests.factories import NOW, SYSTEM, actor, make_cast
from tests.threads import outcomes, refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return make_cast().author


def give(user: User, **changes) -> Consent:
    values = {
        "purpose": Purpose.PUBLIC_NAME,
        "channel": Channel.WEB,
        "by": actor(user),
        "at": NOW,
    }
    return consents.give(user, **{**values, **changes})


def test_the_ledger_keeps_words_channel_and_time(person: User) -> None:
    consent = give(person)

    person.refresh_from_db()
    assert person.public_name == person.full_name
    assert consent.text_hash == consent.text.digest
    assert "Số điện thoại và mã đoàn viên không bao giờ hiện" in consent.text.body
    assert (consent.channel, consent.given_at, consent.withdrawn_at) == ("web", NOW, None)
    assert list(check_consents()) == []


def test_withdrawn_it_stays_as_a_row_and_the_name_is_hidden_at_once(person: User) -> None:
    give(person)
    later = NOW + dt.timedelta(hours=1)

    for _twice in range(2):
        consents.withdraw(person, purpose=Purpose.PUBLIC_NAME, by=actor(person), at=later)

    person.refresh_from_db()
    assert person.public_name == ""
    assert Consent.objects.get().withdrawn_at == later
    give(person, at=later)
    assert Consent.objects.filter(user=person).count() == 2


def test_nobody_consents_for_somebody_else(person: User) -> None:
    other = make_cast_member(person)

    for by in (actor(other), SYSTEM):
        with pytest.raises(NotAllowed):
            give(person, by=by)
        with pytest.raises(NotAllowed):
            consents.withdraw(person, purpose=Purpose.PUBLIC_NAME, by=by, at=NOW)
    assert not Consent.objects.exists()


def make_cast_member(person: User) -> User:
    return User.objects.exclude(pk=person.pk).order_by("pk")[0]


def test_the_database_refuses_two_standing_consents(person: User) -> None:
    given = give(person)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            user=person,
            purpose=Purpose.PUBLIC_NAME,
            text=given.text,
            text_hash="x",
            channel=Channel.WEB,
            given_at=NOW,
        )


def test_consents_from_before_the_ledger_are_in_it(person: User) -> None:
    User.objects.filter(pk=person.pk).update(name_public_since=NOW)
    assert len(list(check_consents())) == 1

    module = import_module("sangkien.privacy.migrations.0002_texts_and_terms")
    module.note_earlier_consents(apps, None)

    consent = Consent.objects.get(user=person)
    assert (consent.channel, consent.given_at) == (Channel.EARLIER, NOW)
    assert consent.text_hash == consent.text.digest
    assert list(check_consents()) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_tap_is_one_consent() -> None:
    person = make_cast().author

    found = outcomes(*[lambda: give(User.objects.get(pk=person.pk))] * 3)

    assert refusals(found) == []
    assert Consent.objects.count() == 1
