# SPDX-License-Identifier: AGPL-3.0-or-later
"""The portal, and beside it in the same process a bare Django page to measure against.

The bare page is a ListView of 25 rows with one query, behind the middleware that Django's own
`startproject` writes: nothing of the portal's runs for it.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")

from django.core.wsgi import get_wsgi_application

portal = get_wsgi_application()

from django.core.handlers.wsgi import WSGIHandler
from django.db import models
from django.http import HttpResponse
from django.template import engines
from django.test.utils import override_settings
from django.urls import path
from django.views.generic import ListView

BARE = "/bare"
STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATE = """<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Bare</title></head>
<body><h1>Bare</h1><ul>{% for row in object_list %}
<li><a href="/rows/{{ row.pk }}/">{{ row.title }}</a> {{ row.created|date:"j F Y" }}
<p>{{ row.text }}</p></li>{% endfor %}</ul></body></html>"""


class Row(models.Model):
    title = models.CharField(max_length=200)
    text = models.TextField()
    created = models.DateTimeField()

    class Meta:
        app_label = "core"
        managed = False
        db_table = "bench_row"

    def __str__(self):
        return self.title


class BareList(ListView):
    queryset = Row.objects.order_by("-pk")[:25]

    def render_to_response(self, context, **kwargs):
        return HttpResponse(template.render(context, self.request))


template = engines["django"].from_string(TEMPLATE)


class Urls:
    urlpatterns = [path(BARE.lstrip("/"), BareList.as_view())]


def to_bare_urls(get_response):
    def middleware(request):
        request.urlconf = Urls
        return get_response(request)

    return middleware


class BareHandler(WSGIHandler):
    def load_middleware(self, is_async=False):
        with override_settings(MIDDLEWARE=["bench.wsgi.to_bare_urls", *STARTPROJECT]):
            super().load_middleware(is_async)


bare = BareHandler()


def application(environ, start_response):
    handler = bare if environ["PATH_INFO"] == BARE else portal
    return handler(environ, start_response)
