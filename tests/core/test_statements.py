# SPDX-License-Identifier: AGPL-3.0-or-later
import threading

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from migliorapa.accounts.models import Membership, User
from migliorapa.core.statements import Given, Statement
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def named(name="name"):
    return Statement(lambda: User.objects.filter(name=Given(name)).order_by("pk"))


def test_each_call_has_its_own_values():
    one, other = UserFactory(name="Anna"), UserFactory(name="Bruno")
    statement = named()
    assert statement(name="Anna") == [one]
    assert statement(name="Bruno") == [other]
    assert statement(name="Nessuno") == []
    assert statement.one(name="Anna") == one
    assert statement.one(name="Nessuno") is None


def test_the_queryset_is_built_once_and_each_call_is_one_query(django_assert_num_queries):
    built = []

    def build():
        built.append(1)
        return User.objects.filter(name=Given("name"))

    statement = Statement(build)
    with django_assert_num_queries(3):
        for name in ("Anna", "Bruno", "Carla"):
            statement(name=name)
    assert built == [1]


def test_relations_annotations_and_values_come_as_from_the_queryset(comune_di_bari, bari):
    rows = Membership.objects.filter(user=Given("user")).select_related("administration")
    found = Statement(lambda: rows.annotate(mark=Value(7))).one(user=bari.pk)
    with CaptureQueriesContext(connection) as asked:
        assert found.administration == comune_di_bari
    assert not asked.captured_queries
    assert found.mark == 7
    names = Statement(lambda: rows.values_list("user__email", named=True))
    assert names(user=bari.pk)[0].user__email == bari.email


def test_what_is_given_is_never_part_of_the_sql():
    person = UserFactory(name="'; DROP TABLE accounts_user; --")
    assert named()(name=person.name) == [person]


def test_a_name_that_is_not_given_is_said():
    with pytest.raises(KeyError, match="name"):
        named()(other="Anna")


def test_rows_can_be_changed_and_saved():
    UserFactory(name="Anna")
    person = named().one(name="Anna")
    person.name = "Anna Maria"
    person.save()
    assert named().one(name="Anna Maria") == person


@pytest.mark.django_db(transaction=True)
def test_threads_use_their_own_connection():
    UserFactory(name="Anna")
    statement, found = named(), []
    statement(name="Anna")

    def ask():
        found.append((statement.one(name="Anna"), connection.connection))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [str(person) for person, _ in found] == ["Anna"] * 3
    assert len({id(each) for _, each in found}) == 3
