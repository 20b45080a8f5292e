# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fixed parts come before slugs and tokens; a `public_id` is never taken for one of them."""

from django.urls import path, register_converter

from .converters import PublicId
from .views import (
    ask,
    attachments,
    calls,
    desk,
    desk_ticket,
    editorial,
    faq,
    mail,
    moderation,
    new,
    questions,
    reports,
    requester,
    satisfaction,
)

register_converter(PublicId, "public_id")

app_name = "helpdesk"
urlpatterns = [
    path("", ask.ask, name="ask"),
    path("suggerimenti/", ask.suggestions, name="suggestions"),
    path("risolto/", ask.solved, name="solved"),
    path("richiesta/nuova/", new.new, name="new"),
    path("richiesta/inviata/", new.sent, name="sent"),
    path("richiesta/conferma/<str:token>/", new.confirm, name="confirm"),
    path("richiesta/<str:token>/", requester.by_link, name="ticket_by_link"),
    path(
        "richiesta/<str:token>/allegati/<public_id:public_id>/",
        attachments.by_link,
        name="attachment_by_link",
    ),
    path("richieste/", requester.own, name="tickets"),
    path("richieste/<public_id:public_id>/", requester.ticket, name="ticket"),
    path("richieste/<public_id:public_id>/chi-la-vede/", requester.visibility, name="visibility"),
    path("allegati/<public_id:public_id>/", attachments.signed_in, name="attachment"),
    path("richieste/<public_id:public_id>/chiamata/", calls.call, name="call"),
    path("richieste/<public_id:public_id>/chiamata/stanza/", calls.room, name="room"),
    path("richieste/<public_id:public_id>/chiamata.ics", calls.call_ics, name="call_ics"),
    path("richiesta/<str:token>/chiamata/", calls.call_by_link, name="call_by_link"),
    path("richiesta/<str:token>/chiamata/stanza/", calls.room_by_link, name="room_by_link"),
    path("richieste/<public_id:public_id>/giudizio/", satisfaction.rate, name="satisfaction"),
    path("richiesta/<str:token>/giudizio/", satisfaction.rate_by_link, name="satisfaction_by_link"),
    path("come-rispondiamo/", satisfaction.how_we_answer, name="how_we_answer"),
    path("domande/", questions.question_list, name="questions"),
    path("domande/nuova/", questions.ask_public, name="ask_public"),
    path("domande/<slug:slug>/", questions.question, name="question"),
    path("domande/<slug:slug>/risposte/<int:pk>/", questions.edit_answer, name="edit_answer"),
    path("domanda/<str:token>/", questions.question_by_link, name="question_by_link"),
    path("operatori/moderazione/", moderation.desk_moderation, name="desk_moderation"),
    path(
        "operatori/<public_id:public_id>/domanda/", moderation.make_question, name="make_question"
    ),
    path("operatori/chiamate/", calls.desk_calls, name="desk_calls"),
    path("operatori/chiamate/<int:pk>/esito/", calls.call_outcome, name="call_outcome"),
    path("operatori/faq/", editorial.faq_drafts, name="faq_drafts"),
    path("operatori/faq/nuova/", editorial.make_faq, name="write_faq"),
    path("operatori/faq/<slug:code>/", editorial.faq_draft, name="faq_draft"),
    path("operatori/faq/<slug:code>/<slug:decision>/", editorial.faq_decision, name="faq_decision"),
    path("operatori/lacune/", editorial.desk_gaps, name="desk_gaps"),
    path("operatori/<public_id:public_id>/faq/", editorial.make_faq, name="make_faq"),
    path("operatori/<public_id:public_id>/faq/esistente/", editorial.add_origin, name="add_origin"),
    path("obiezione/<str:token>/", editorial.objection, name="objection"),
    path("faq/", faq.faq_list, name="faq_list"),
    path("faq/<slug:slug>/", faq.faq, name="faq"),
    path("faq/<slug:slug>/utile/", faq.faq_vote, name="faq_vote"),
    path("faq/<slug:slug>/versioni/", faq.faq_history, name="faq_history"),
    path("operatori/", desk.queue, name="desk"),
    path("operatori/tasti/", desk.keys, name="desk_keys"),
    path("operatori/rapporti/", reports.page, name="desk_reports"),
    path("operatori/rapporti.csv", reports.csv, name="desk_reports_csv"),
    path("operatori/posta/", mail.waiting, name="desk_mail"),
    path("operatori/posta/<int:pk>/", mail.decide, name="desk_mail_decide"),
    path("operatori/<public_id:public_id>/", desk_ticket.ticket, name="desk_ticket"),
    path("operatori/<public_id:public_id>/presenza/", desk_ticket.presence, name="desk_presence"),
]
