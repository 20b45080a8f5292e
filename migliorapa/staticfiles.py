# SPDX-License-Identifier: AGPL-3.0-or-later
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CompressedManifestStorage(CompressedManifestStaticFilesStorage):
    """The theme's own files name source maps that its wheel does not hold everywhere."""

    manifest_strict = True
    support_js_module_import_aggregation = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._addresses = {}

    def url(self, name, force=False):
        """Every page asks for the same few; the manifest is read once a process anyway."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]
