# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fixed first parts come before `<slug>/`: an event may not be called like one of them."""

app_name = "events"
urlpatterns: list = []
