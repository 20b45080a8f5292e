# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")


def test_promoters_passives_and_detractors(client):
    page = ask(client, "T36", "gruppi", promoters="50", passives="30", detractors="20")
    figures = page.figures
    assert (figures["NPS"], figures["Errore standard"]) == ("30,00", "7,81")
    assert (figures["Estremo inferiore"], figures["Estremo superiore"]) == ("14,69", "45,31")
    assert figures["Passivi (7 e 8)"] == ["30", "30,0%"]


def test_a_third_each_gives_an_interval_of_320_over_the_root(client):
    figures = ask(client, "T36", promoters="100", passives="100", detractors="100").figures
    assert (figures["Estremo inferiore"], figures["Estremo superiore"]) == ("−9,24", "9,24")


@pytest.mark.parametrize(
    ("score", "expected"), [(6, "−100,00"), (7, "0,00"), (8, "0,00"), (9, "100,00")]
)
def test_the_borders_between_groups(client, score, expected):
    counts = "; ".join("5" if mark == score else "0" for mark in range(11))
    assert ask(client, "T36", "voti", counts=counts).figures["NPS"] == expected


@pytest.mark.parametrize("counts", ["1;2;3", "1;2;3;4;5;6;7;8;9;10;11;12", "0;0;0;0;0;0;0;0;0;0;0"])
def test_counts_are_eleven_and_not_all_zero(client, counts):
    page = ask(client, "T36", "voti", counts=counts)
    assert page.status == 422
    assert list(page.faults) == ["#campo-counts"]
