# SPDX-License-Identifier: AGPL-3.0-or-later
"""An operator writes their own week, and withdraws hours knowing what falls."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from helpdesk.actions import calls, shifts
from helpdesk.models import Call, CallSlot, SlotPattern
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import CallSlotFactory, OfficeFactory, opened
from tests.helpdesk.desk.pages import told

pytestmark = pytest.mark.django_db
CALLS = "/aiuto/operatori/chiamate/"
MONDAY = {"do": "add_shift", "weekday": "0", "starts": "09:00", "ends": "11:00", "minutes": "30"}


@pytest.fixture
def desk(client, operatrice):
    client.force_login(operatrice)
    return client


def test_an_operator_writes_a_shift_publishes_it_and_takes_it_away(desk, operatrice):
    OfficeFactory()
    assert "Non avete ancora turni" in told(desk.get(CALLS))
    desk.post(CALLS, MONDAY)
    shift = SlotPattern.objects.get(operator=operatrice)
    assert (shift.weekday, shift.starts, shift.minutes) == (0, time(9), 30)
    assert "Lunedì, 9:00–11:00, chiamate di 30 minuti" in told(desk.get(CALLS))
    desk.post(CALLS, {"do": "publish", "first": "2031-03-03", "last": "2031-03-09"})
    assert CallSlot.objects.filter(operator=operatrice).count() == 4
    desk.post(CALLS, {"do": "remove_shift", "shift": shift.pk})
    assert not SlotPattern.objects.exists()
    assert CallSlot.objects.count() == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends": "08:00"}, "finisce prima di cominciare"),
        ({"ends": "14:20"}, "non ci sta una chiamata"),
        ({"starts": "10:30", "ends": "12:00"}, "avete già un turno"),
        ({"weekday": "7"}, "giorno della settimana"),
        ({"starts": "tardi"}, "Ora non valida"),
        ({"minutes": "0"}, "10"),
        ({"starts": "\0"}, "Qualcosa da correggere"),
    ],
)
def test_a_shift_that_makes_no_sense_is_refused_in_words(desk, operatrice, change, said):
    desk.post(CALLS, MONDAY)
    response = desk.post(CALLS, MONDAY | {"starts": "14:00", "ends": "15:00"} | change)
    assert response.status_code == 422
    assert said in told(response)
    assert SlotPattern.objects.count() == 1


def test_nobody_touches_the_shifts_of_another(desk, bari):
    giulia = UserFactory(operator=True)
    theirs = shifts.add(operator=giulia, weekday=0, starts=time(9), ends=time(11), minutes=30)
    for key in (theirs.pk, "abc", "", "9" * 30):
        desk.post(CALLS, {"do": "remove_shift", "shift": key})
    assert SlotPattern.objects.get() == theirs
    with pytest.raises(PermissionDenied):
        shifts.add(operator=bari, weekday=0, starts=time(9), ends=time(11), minutes=30)


def test_hours_with_calls_are_withdrawn_only_after_reading_which_fall(
    desk, operatrice, bari, lecce
):
    slot, other = (CallSlotFactory(operator=operatrice) for _ in range(2))
    calls.book(ticket=opened(bari, subject="Il campione"), slot=slot, actor=bari)
    days = sorted(timezone.localdate(each.starts) for each in (slot, other))
    period = {"do": "withdraw", "first": days[0], "last": days[1], "reason": "corso"}
    page = desk.post(CALLS, period)
    assert page.status_code == 422
    assert "Il campione , con Anna Esposito" in told(page)
    assert not Call.objects.get().is_cancelled
    agreed = period | {"falls": [Call.objects.get().pk]}
    late = calls.book(ticket=opened(lecce, subject="Le mense"), slot=other, actor=lecce)
    assert "Le mense" in told(desk.post(CALLS, agreed))
    assert not CallSlot.objects.filter(is_withdrawn=True).exists()
    desk.post(CALLS, agreed | {"falls": [*agreed["falls"], late.pk]})
    assert CallSlot.objects.filter(is_withdrawn=True).count() == 2
    assert Call.objects.filter(is_cancelled=True, reason="corso").count() == 2


@pytest.mark.parametrize("do", ["publish", "withdraw"])
def test_days_in_the_wrong_order_are_refused(desk, operatrice, do):
    response = desk.post(CALLS, {"do": do, "first": "2031-03-09", "last": "2031-03-03"})
    assert response.status_code == 422
    assert "viene prima del primo" in told(response)
    with pytest.raises(ValidationError, match="prima del primo"):
        calls.withdraw_slots(
            operator=operatrice,
            first=date(2031, 3, 9),
            last=date(2031, 3, 3),
            actor=operatrice,
        )
