# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.response_rates import Dispositions, response_rates
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed

EXAMPLE = Dispositions(
    complete=650, partial=50, refusals=150, non_contacts=100, other=30, unknown=20
)
FIELDS = ["complete", "partial", "refusals", "non_contacts", "other", "unknown"]


def test_the_rates_of_the_worked_example():
    rates = response_rates(EXAMPLE, eligible_share=0.5)
    assert (rates.rr1, rates.refusal, rates.rr2) == (0.65, 0.15, 0.70)
    assert printed(100 * rates.cooperation, 1) == "76.5"
    assert printed(rates.cooperation, 7) == "0.7647059"
    assert printed(rates.cooperation_with_other, 7) == "0.7386364"
    assert printed(rates.rr3, 7) == "0.6565657"
    assert rates.contact == 0.88
    assert rates.total == 1000


def test_a_postal_survey_with_284_answers_of_634():
    rates = response_rates(Dispositions(complete=284, non_contacts=350))
    assert printed(rates.rr1, 7) == "0.4479495"


def test_the_third_rate_needs_an_estimate_of_the_eligible_share():
    assert response_rates(EXAMPLE).rr3 is None
    assert "RR3" not in response_rates(EXAMPLE).method_note
    assert response_rates(EXAMPLE, 1).rr3 == response_rates(EXAMPLE).rr1


def test_cooperation_is_not_computable_when_nobody_was_reached():
    rates = response_rates(Dispositions(complete=0, non_contacts=7))
    assert rates.cooperation is None
    assert rates.cooperation_with_other is None
    assert "non calcolabile" in rates.method_note
    assert response_rates(Dispositions(complete=0, unknown=7), 0).rr3 is None


counts = st.integers(0, 10**9)


@checked
@given(st.builds(Dispositions, counts, counts, counts, counts, counts, counts), st.floats(0, 1))
def test_the_rates_keep_their_order_and_stay_within_one(dispositions, eligible_share):
    assume(dispositions.complete)
    rates = response_rates(dispositions, eligible_share)
    assert 0 < rates.rr1 <= rates.rr2 <= 1
    assert rates.rr1 <= rates.rr3 <= 1
    assert rates.cooperation_with_other <= rates.cooperation <= 1
    assert rates.rr2 + rates.refusal <= rates.contact + 1e-12


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0.5])
def test_impossible_counts_are_refused_by_field(field, value):
    with pytest.raises(ToolboxError, match=r"numero intero tra 0 e 1\.000\.000\.000") as caught:
        response_rates(replace(EXAMPLE, **{field: value}))
    assert caught.value.field == field


@pytest.mark.parametrize("value", [v for v in IMPOSSIBLE if v is not None] + [1.1, 50])
def test_an_impossible_eligible_share_is_refused(value):
    with pytest.raises(ToolboxError, match="tra 0% e 100%") as caught:
        response_rates(EXAMPLE, value)
    assert caught.value.field == "eligible_share"


def test_no_case_at_all_is_refused():
    with pytest.raises(ToolboxError, match="almeno un caso"):
        response_rates(Dispositions(0))


def test_the_method_note_says_which_cooperation_it_is():
    note = response_rates(EXAMPLE, 0.5).method_note
    assert "RR1 65,0%; RR2 70,0%; RR3 65,7%; rifiuto 15,0%; contatto 88,0%." in note
    assert "Cooperazione (complete su complete, parziali e rifiuti): 76,5%." in note
