# SPDX-License-Identifier: AGPL-3.0-or-later
import codecs

# Names Python knows that are no charset of mails: slow on hostile input, or warning about it.
NOT_OF_MAILS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}


def decoded(octets: bytes, charset: str) -> str:
    """In the charset declared if it fits, else in the likeliest one. Never raises."""
    for name in (charset, "utf-8"):
        try:
            if codecs.lookup(name).name.replace("_", "-") not in NOT_OF_MAILS:
                return octets.decode(name)
        except (LookupError, ValueError):
            continue
    return octets.decode("cp1252", "replace")
