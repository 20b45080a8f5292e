# SPDX-License-Identifier: AGPL-3.0-or-later
"""The questions that administrations answer to each other: list, asking, page."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core import limits
from migliorapa.core.models import Topic
from migliorapa.core.private import private_page
from migliorapa.core.typed import sign_in_required

from .. import links
from ..actions import public_answers, questions
from ..forms.fields import refuse
from ..forms.questions import AnswerForm, QuestionForm
from ..models import PublicQuestion
from ..pagination import Page
from ..questions import page as question_page
from ..questions.bodies_in_words import body_in_words
from .private import broken_link
from .question_answers import DONE

Status = PublicQuestion.Status
INVALID = 422
A_DAY = timedelta(days=1)
MOST_A_DAY = 30
TOO_MANY = "Per oggi avete scritto molto: riprovate domani. Il testo è rimasto qui sotto."


@require_safe
def question_list(request):
    """Of a topic (`?argomento=`), or those nobody answered yet (`?senza=1`)."""
    labels = dict(Topic.objects.values_list("slug", "label"))
    topic = request.GET.get("argomento", "")
    topic = topic if topic in labels else ""
    unanswered = request.GET.get("senza") == "1"
    public = Q(answers__status=Status.PUBLISHED)
    rows = PublicQuestion.objects.published().select_related("administration")
    rows = rows.annotate(replies=Count("answers", filter=public))
    if topic:
        rows = rows.filter(topics__contains=[topic])
    if unanswered:
        rows = rows.filter(replies=0)
    page = Page.of(rows, request.GET.get("prima", ""))
    for row in page.rows:
        row.author_words = body_in_words(row.administration)
        row.labels = [labels[slug] for slug in row.topics if slug in labels]
    context = {
        "section": "help",
        "page": page,
        "topics": sorted(labels.items(), key=lambda item: item[1]),
        "topic": topic,
        "topic_label": labels.get(topic, ""),
        "unanswered": unanswered,
    }
    return render(request, "helpdesk/questions.html", context)


def _may_write_again(user) -> bool:
    return limits.allow(f"helpdesk.public:{user.pk}", at_most=MOST_A_DAY, within=A_DAY)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def ask_public(request):
    may_ask = request.user.is_operator or administration_of(request.user)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_ask:
            raise PermissionDenied
        if form.is_valid() and (made := _asked(request, form)):
            return redirect(made)
    context = {"section": "help", "form": form, "may_ask": may_ask}
    status = INVALID if form.errors else 200
    return render(request, "helpdesk/ask_public.html", context, status=status)


def _asked(request, form) -> PublicQuestion | None:
    if not _may_write_again(request.user):
        form.add_error(None, TOO_MANY)
        return None
    try:
        made = questions.ask(actor=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        refuse(form, refusal)
        return None
    if made.status == Status.WAITING:
        messages.success(request, "Domanda ricevuta: un operatore la legge e poi la pubblica.")
    else:
        messages.success(request, "La domanda è pubblica.")
    return made


def _answered(request, question, form) -> bool:
    if not form.is_valid():
        return False
    if not _may_write_again(request.user):
        form.add_error(None, TOO_MANY)
        return False
    try:
        given = public_answers.answer(
            question=question, actor=request.user, body=form.cleaned_data["body"]
        )
    except ValidationError as refusal:
        refuse(form, refusal)
        return False
    waiting = "Risposta ricevuta: un operatore la legge e poi la pubblica."
    messages.success(request, waiting if given.status == Status.WAITING else "Avete risposto.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, slug):
    rows = PublicQuestion.objects.visible_to(request.user).select_related("administration")
    found = get_object_or_404(rows, slug=slug)
    if request.method == "POST":
        return _posted(request, found)
    return _question_page(request, found, AnswerForm())


@sign_in_required
def _posted(request, found):
    wanted = request.POST.get("do", "")
    if wanted == "faq":
        return _to_faq(request, found)
    if wanted not in DONE:
        form = AnswerForm(request.POST)
        return (
            redirect(found)
            if _answered(request, found, form)
            else _question_page(request, found, form, status=INVALID)
        )
    try:
        messages.success(request, DONE[wanted](request, found))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(found)


def _to_faq(request, found):
    try:
        faq = questions.to_faq(question=found, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    messages.success(
        request, f"{faq.code} è in lavorazione: rileggetela, poi la approva un collega."
    )
    return redirect("helpdesk:faq_draft", faq.code)


def _question_page(request, found, form, status=200):
    user = request.user
    shown = question_page.replies(found, user)
    moderates = user.is_authenticated and user.is_operator
    member = moderates or administration_of(user) is not None
    labels = dict(Topic.objects.filter(slug__in=found.topics).values_list("slug", "label"))
    context = {
        "section": "help",
        "question": found,
        "author": body_in_words(found.administration),
        "labels": sorted(labels.items()),
        "replies": shown,
        "faqs": question_page.faqs_near(found),
        "others": question_page.questions_near(found),
        "structured_data": question_page.structured_data(found, shown),
        "form": form,
        "is_member": member,
        "may_choose": moderates or (user.is_authenticated and found.author_id == user.pk),
        "moderates": moderates,
    }
    return render(request, "helpdesk/question.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def question_by_link(request, token):
    """Who asked takes the question off, by the link of the mail."""
    found = links.question_from(token)
    if found is None:
        return broken_link(request)
    if request.method == "POST":
        questions.withdraw(question=found)
        return redirect(request.path)
    context = {"section": "help", "question": found, "gone": found.status == Status.WITHDRAWN}
    return render(request, "helpdesk/question_by_link.html", context)
