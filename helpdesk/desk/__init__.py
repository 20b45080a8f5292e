# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the operators' pages read: filters of the list, rows, counts, one request, reports."""
