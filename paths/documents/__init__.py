# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents to download (ODT, DOCX) and to print, made from the catalogue's Markdown."""
