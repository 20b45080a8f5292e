# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import models


class LoadedFile(models.Model):
    """What a content file looked like when it was last loaded, and what the row became.

    If the row's digest is no longer this one, staff edited the row: the file yields.
    """

    name = models.CharField("file", max_length=120, unique=True)
    file_sha256 = models.CharField(max_length=64)
    row_sha256 = models.CharField(max_length=64, blank=True)
    loaded = models.DateTimeField("caricato", auto_now=True)

    class Meta:
        verbose_name = "file di contenuto"
        verbose_name_plural = "file di contenuto"
        ordering = ["name"]

    def __str__(self):
        return self.name
