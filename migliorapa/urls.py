# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin
from django.urls import include, path

from . import views

admin.site.site_header = "MiglioraPA – redazione"
admin.site.site_title = "MiglioraPA"
admin.site.index_title = "Contenuti, regole e persone"

urlpatterns = [
    path("", views.home, name="home"),
    path("cerca/", views.search, name="search"),
    path("cerca/contate/", views.search_counted, name="search_counted"),
    path("redazione/", admin.site.urls),
    path("accesso/", include("allauth.urls")),
    path("profilo/", include("migliorapa.accounts.urls")),
    path("", include("paths.urls")),
    path("eventi/", include("events.urls")),
    path("aiuto/", include("helpdesk.urls")),
    path("stato", views.status, name="status"),
    path("status", views.status),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path("<slug:slug>/", views.page, name="page"),
]

handler400 = "migliorapa.views.bad_request"
handler403 = "migliorapa.views.forbidden"
handler404 = "migliorapa.views.not_found"
handler500 = "migliorapa.views.server_error"
