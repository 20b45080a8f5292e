# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the requester's side reads of requests."""
