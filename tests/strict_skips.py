# SPDX-License-Identifier: AGPL-3.0-or-later
"""`--strict-skips` makes a skipped test a failure: where CI promises a tool, it must be there."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--strict-skips", action="store_true", help="a skipped test is a failure")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if (
        report.skipped
        and item.config.getoption("--strict-skips")
        and not hasattr(report, "wasxfail")
    ):
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {report.longrepr}"
