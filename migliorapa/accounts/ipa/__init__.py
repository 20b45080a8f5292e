# SPDX-License-Identifier: AGPL-3.0-or-later
"""IndicePA open data (AgID, CC BY 4.0): the list of Italian public bodies.

`reader` turns a file into `Record`s, `tables` knows categories and regions,
`importer` writes `Administration`s.
"""
