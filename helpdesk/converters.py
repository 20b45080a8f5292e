# SPDX-License-Identifier: AGPL-3.0-or-later
class PublicId:
    """As `new_public_id` makes them: no fixed part of an address looks like one."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
