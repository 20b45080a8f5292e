# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is counted: promises, judgements, answers used again."""
