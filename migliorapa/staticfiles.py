# SPDX-License-Identifier: AGPL-3.0-or-later
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CompressedManifestStorage(CompressedManifestStaticFilesStorage):
    """The theme's own files name source maps that its wheel does not hold everywhere."""

    manifest_strict = True
    support_js_module_import_aggregation = False
