# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

import pytest
from django.utils import timezone

from migliorapa.core import limits
from migliorapa.core.outbox.models import LimitCount
from tests.committed import at_once, outside

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def allow(key="address:192.0.2.1", at_most=3, within=HOUR):
    return limits.allow(key, at_most=at_most, within=within)


def test_so_many_times_and_no_more():
    assert [allow() for _ in range(5)] == [True, True, True, False, False]


def test_each_key_and_each_window_is_counted_apart():
    assert allow(at_most=1)
    assert allow("address:192.0.2.2", at_most=1)
    assert allow(at_most=1, within=timedelta(days=1))
    assert not allow(at_most=1)


def test_when_the_window_closes_one_starts_anew():
    assert [allow(at_most=1) for _ in range(3)] == [True, False, False]
    LimitCount.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert [allow(at_most=1) for _ in range(2)] == [True, False]


def test_insisting_does_not_prolong_the_window():
    allow(at_most=1)
    opened = LimitCount.objects.get().expires
    for _ in range(3):
        allow(at_most=1)
    assert LimitCount.objects.get().expires == opened


def test_what_was_counted_is_known_until_the_window_closes():
    assert not limits.counted("a", within=HOUR)
    allow("a")
    assert limits.counted("a", within=HOUR)
    assert not limits.counted("b", within=HOUR)
    LimitCount.objects.update(expires=timezone.now())
    assert not limits.counted("a", within=HOUR)


def test_none_at_all_is_a_limit_too():
    assert not allow(at_most=0)


def test_the_database_never_sees_who_asked(settings):
    allow("email:anna@comune.it")
    kept = str(LimitCount.objects.values().get())
    assert "anna" not in kept
    digest = LimitCount.objects.get().digest
    settings.SECRET_KEY = "un'altra"
    allow("email:anna@comune.it")
    assert LimitCount.objects.exclude(digest=digest).count() == 1


def test_of_many_at_the_same_moment_only_so_many_pass():
    try:
        assert sum(at_once(*[lambda: allow(at_most=3)] * 8)) == 3
    finally:
        outside(LimitCount.objects.all().delete)


def test_old_counts_are_thrown_away():
    allow("a")
    allow("b")
    LimitCount.objects.filter(pk=LimitCount.objects.first().pk).update(
        expires=timezone.now() - HOUR
    )
    assert limits.purge() == "1 cancellati"
    assert LimitCount.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "headers", "key"),
    [
        (0, {"REMOTE_ADDR": "192.0.2.1"}, "address:192.0.2.1"),
        (0, {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}, "address:192.0.2.1"),
        (1, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}, "address:8.8.8.8"),
        (1, {"HTTP_X_FORWARDED_FOR": "forged, 8.8.8.8"}, "address:8.8.8.8"),
        (2, {"HTTP_X_FORWARDED_FOR": "8.8.8.8"}, "address:unknown"),
        (1, {"HTTP_X_FORWARDED_FOR": "nonsense"}, "address:unknown"),
        (0, {"REMOTE_ADDR": ""}, "address:unknown"),
        (0, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "address:2001:db8:1:2::/64"),
        (0, {"REMOTE_ADDR": "::ffff:192.0.2.1"}, "address:192.0.2.1"),
    ],
)
def test_visitors_are_told_apart_by_the_address_that_cannot_be_forged(
    rf, settings, proxies, headers, key
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert limits.client_key(rf.get("/", **headers)) == key
