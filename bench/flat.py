# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' list among 10,000 requests and among 100,000: does it cost the same?

Each page alternates with the bare page, as in `pages`; the ratios of the two sizes are compared.
"""

import statistics

from . import helpdesk_data, pages

SMALL = 10_000
AT_MOST = 1.3


def main() -> int:
    lists = [page for page in pages.PAGES if page.path.startswith(pages.DESK_ADDRESS)]
    with pages.stage(SMALL) as meter:
        small = {page.name: statistics.median(meter.ratios(page)) for page in lists}
    with pages.stage(helpdesk_data.REQUESTS) as meter:
        reached = [_report(page, small[page.name], meter) for page in lists]
    return 0 if all(reached) else 1


def _report(page: pages.Page, before: float, meter: pages.Meter) -> bool:
    after = statistics.median(meter.ratios(page))
    reached = after <= AT_MOST * before
    print(
        f"{page.name:<40} {before:6.2f} of a bare page at {SMALL:,}, {after:.2f} at "
        f"{helpdesk_data.REQUESTS:,}  target <= {AT_MOST} times "
        f"{'ok' if reached else 'NOT REACHED'}",
        flush=True,
    )
    return reached
