# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"
    verbose_name = "Aiuto"

    def ready(self):
        from allauth.account.signals import email_changed
        from django.contrib.auth import get_user_model
        from django.db.models.signals import pre_delete

        from migliorapa.accounts import personal_data, profile_sections
        from migliorapa.core import registry

        from . import handover, loading, related, scheduled, search
        from .actions import mailboxes, retention
        from .personal import questions as own_questions
        from .personal import requests as own_requests
        from .personal import votes as own_votes
        from .personal import writings as own_writings

        registry.offer_content("helpdesk", loading.load)
        registry.offer_entries("helpdesk", related.entries)
        registry.offer_related("helpdesk", related.related)
        registry.offer_search("helpdesk", search.documents)
        registry.offer_handover("help-request", handover.take_request)
        registry.offer_handover("faq-draft", handover.take_faq)
        scheduled.register()
        profile_sections.offer("helpdesk", own_requests.section)
        personal_data.offer("helpdesk", own_requests.known_about)
        personal_data.offer("domande_pubbliche", own_questions.known_about)
        personal_data.offer("giudizi_sulle_faq", own_votes.known_about)
        personal_data.offer("altro_all_help_desk", own_writings.known_about)
        pre_delete.connect(
            lambda instance, **_: retention.forget_person(instance),
            sender=get_user_model(),
            weak=False,
            dispatch_uid="helpdesk.forget_person",
        )
        email_changed.connect(
            lambda user, **_: mailboxes.follow(user),
            weak=False,
            dispatch_uid="helpdesk.follow_mailbox",
        )
