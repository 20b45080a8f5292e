# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person wrote among the public questions, for the person."""

from ..models import PublicAnswer, PublicQuestion, PublicVote


def known_about(user) -> dict:
    questions = PublicQuestion.objects.filter(author=user).order_by("pk")
    questions = questions.prefetch_related("corrections")
    answers = PublicAnswer.objects.filter(author=user).select_related("question").order_by("pk")
    answers = answers.prefetch_related("corrections")
    votes = PublicVote.objects.filter(user=user).select_related("answer__question").order_by("pk")
    return {
        "domande": [
            {
                "domanda": row.title,
                "testo": row.body,
                "stato": row.get_status_display(),
                "il": row.created,
                "prima_delle_correzioni": [one.before for one in row.corrections.all()],
            }
            for row in questions
        ],
        "risposte": [
            {
                "domanda": row.question.title,
                "testo": row.body,
                "stato": row.get_status_display(),
                "il": row.created,
                "prima_delle_correzioni": [one.before for one in row.corrections.all()],
            }
            for row in answers
        ],
        "voti": [row.answer.question.title for row in votes],
    }
