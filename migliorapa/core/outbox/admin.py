# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff see who was written to and whether it arrived, never what was written: a mail may
carry a link that opens somebody's account."""

from django.contrib import admin, messages

from migliorapa.core.admin import ReadOnlyAdmin

from . import actions
from .models import JobRun, OutboxMail


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    list_display = ["to", "subject", "status", "due", "attempts", "closed"]
    list_filter = ["status", "created"]
    search_fields = ["to", "subject", "key"]
    search_help_text = "Destinatario, oggetto o chiave"
    list_per_page = 50
    show_full_result_count = False
    fields = [
        *("to", "reply_to", "subject", "status", "created", "due", "closed"),
        *("attempts", "last_error", "key", "uid"),
    ]
    actions = ["put_back"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "html", "headers", "attachments")

    def has_requeue_permission(self, request):
        return request.user.has_perm("outbox.requeue_outboxmail")

    @admin.action(description="Rimetti in coda", permissions=["requeue"])
    def put_back(self, request, queryset):
        number = actions.requeue(queryset)
        left = queryset.count() - number
        self.message_user(request, f"Messaggi rimessi in coda: {number}.", messages.SUCCESS)
        if left > 0:
            sentence = (
                f"Messaggi lasciati come sono: {left}. Si rimettono in coda quelli non "
                "consegnati, finché il loro testo è conservato."
            )
            self.message_user(request, sentence, messages.WARNING)


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ["name", "started", "succeeded", "result", "error"]
    fields = ["name", "started", "finished", "succeeded", "result", "error"]
