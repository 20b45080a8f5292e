# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from migliorapa.accounts.domains import domain_of, host_of, is_public_provider
from migliorapa.accounts.folding import folded


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "libero.it",
        "istruzione.it",
        "posta.istruzione.it",
        "pec.it",
        "pec.comune.napoli.it",
        "cert.comune.palermo.it",
        "asmepec.it",
        "legalmail.it",
        "certificatamail.it",
        "edu.it",
        "gov.it",
        "scuola.altervista.org",
        "sites.google.com",
    ],
)
def test_domains_that_prove_nothing(domain):
    assert is_public_provider(domain)


@pytest.mark.parametrize(
    "domain",
    [
        "comune.bari.it",
        "asprc.it",
        "titolivionapoli.edu.it",
        "interno.gov.it",
        "comune.pecetto.to.it",
        "certaldo.fi.it",
        "iscasulloionio.asmenet.it",
        "notgmail.com",
    ],
)
def test_domains_of_one_body(domain):
    assert not is_public_provider(domain)


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("SEGRETARIO@COMUNE.ZUMPANO.CS.IT", "comune.zumpano.cs.it"),
        (" sindaco@comuneischia.it ", "comuneischia.it"),
        ("", ""),
        ("sindaco", ""),
        ("sindaco@", ""),
        ("sindaco@localhost", ""),
        ("a@comune.bаri.it", ""),
        ("a@-comune.it", ""),
        ("a@comune..it", ""),
        ("a@" + "b" * 200 + ".it", ""),
        ("a@b.it\0", ""),
    ],
)
def test_domain_of_an_address(email, domain):
    assert domain_of(email) == domain


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("www.comune.bari.it", "comune.bari.it"),
        ("https://www.titolivionapoli.edu.it/", "titolivionapoli.edu.it"),
        ("www.comune.castrolibero.cs.it/", "comune.castrolibero.cs.it"),
        ("HTTP://WWW.ASP.RC.IT:8080/home?x=1", "asp.rc.it"),
        ("", ""),
        ("nessuno", ""),
        ("http://[::1", ""),
        ("http://10.0.0.1/", ""),
        ("non presente", ""),
    ],
)
def test_host_of_a_site(website, host):
    assert host_of(website) == host


@pytest.mark.parametrize("name", ["Comune di Nardò", "COMUNE DI NARDO'", "comune  di nardo’ "])
def test_names_written_differently_fold_alike(name):
    assert folded(name) == "comune di nardo"
