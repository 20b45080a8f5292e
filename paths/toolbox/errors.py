# SPDX-License-Identifier: AGPL-3.0-or-later
class ToolboxError(ValueError):
    """Input that no result can be given for.

    `field` names the parameter, `str(error)` is the Italian sentence that says what is admitted.
    `row` and `column` count from 1 and are set only when the fault sits in a pasted table.
    """

    def __init__(self, field, sentence, *, row=None, column=None):
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence
        self.row = row
        self.column = column
