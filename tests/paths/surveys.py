# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small questionnaires for the tests."""

from paths.survey import read

GRADES = [{"code": str(n), "label": label} for n, label in enumerate(("Poco", "Molto"), 1)]
DATA = {
    "introduction": "Lei ha usato [servizio]. Le risposte servono a [motivo].",
    "closing": "Grazie. I risultati saranno in [luogo].",
    "scale_note": "Nota [riservata].",
    "instructions_interviewer": "Leggete [tutto].",
    "scales": {"grado": [*GRADES, {"code": "NA", "label": "Non so"}]},
    "sections": [
        {
            "title": "La visita",
            "intro": "Pensi a oggi.",
            "questions": [
                {
                    "code": "ESITO",
                    "type": "choice",
                    "role": "context",
                    "text": "Com'è andata?",
                    "other": True,
                    "options": [{"code": "S", "label": "Bene"}, {"code": "N", "label": "Male"}],
                },
                {
                    "code": "PERCHE",
                    "type": "multi",
                    "role": "reason",
                    "text": "Perché?",
                    "help": "Più risposte.",
                    "note": "Non si stampa.",
                    "only_if": {"question": "ESITO", "answers": ["N"]},
                    "options": [
                        {"code": "P1", "label": "Attesa"},
                        {"code": "P2", "label": "Moduli"},
                    ],
                },
            ],
        },
        {
            "title": "Il giudizio",
            "questions": [
                {
                    "code": "SOD",
                    "type": "matrix",
                    "role": "satisfaction",
                    "text": "Quanto la soddisfa?",
                    "scale": "grado",
                    "only_if": {"question": "PERCHE", "answers": ["P1", "P2"]},
                    "subquestions": [{"code": "TEM1", "text": "L'attesa"}],
                },
                {
                    "code": "GEN",
                    "type": "scale5",
                    "role": "overall",
                    "text": "Nel complesso?",
                    "mandatory": True,
                    "scale": "grado",
                },
                {"code": "NPS", "type": "nps", "role": "nps", "text": "Lo consiglierebbe?"},
                {"code": "COMM", "type": "open", "role": "comment", "text": "Altro {x} & <y>?"},
            ],
        },
    ],
}


def survey(**changes):
    return read("T14", "Questionario di prova", DATA | changes)


def one_question(**question):
    base = {"type": "open", "role": "comment", "text": "?"}
    return survey(sections=[{"title": "Una", "questions": [base | question]}])
