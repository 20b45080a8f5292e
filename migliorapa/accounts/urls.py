# SPDX-License-Identifier: AGPL-3.0-or-later
from django.urls import path

from .views import memberships, profile

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("nome/", profile.rename, name="rename"),
    path("dati/", profile.download, name="download"),
    path("cancella/", profile.delete, name="delete"),
    path("secondo-fattore/", profile.second_factor, name="second_factor"),
    path("amministrazione/", memberships.choose, name="choose_administration"),
    path("appartenenze/<int:pk>/", memberships.membership, name="membership"),
    path("appartenenze/<int:pk>/lascia/", memberships.leave, name="leave"),
]
