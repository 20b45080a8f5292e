# SPDX-License-Identifier: AGPL-3.0-or-later
from django.urls import path

from .views import catalogue, questionnaire, tools

app_name = "paths"
urlpatterns = [
    path("percorsi/", catalogue.path_list, name="path_list"),
    path("percorsi/trova/", questionnaire.ask, name="ask"),
    path("percorsi/trova/tutte/", questionnaire.ask_all, name="ask_all"),
    path("percorsi/trova/possibili/", questionnaire.still_possible, name="still_possible"),
    path("percorsi/consigliato/", questionnaire.result, name="result"),
    path("percorsi/confronta/", catalogue.compare, name="compare"),
    path("percorsi/<slug:slug>/", catalogue.path_detail, name="path"),
    path("passi/", catalogue.step_list, name="step_list"),
    path("passi/<slug:slug>/", catalogue.step_detail, name="step"),
    path("strumenti/", catalogue.tool_list, name="tool_list"),
    path("strumenti/<slug:slug>/", catalogue.tool_detail, name="tool"),
    path("strumenti/<slug:slug>/stampa/", tools.blank, name="tool_blank"),
    path("strumenti/<slug:slug>/esempio/", tools.example, name="tool_example"),
    path(
        "strumenti/<slug:slug>/limesurvey.<slug:extension>",
        tools.for_limesurvey,
        name="tool_limesurvey",
    ),
    path(
        "strumenti/<slug:slug>/<slug:name>.<slug:extension>", tools.document, name="tool_document"
    ),
    path("glossario/", catalogue.glossary, name="glossary"),
    path("glossario/<slug:slug>/", catalogue.glossary_term, name="term"),
    path("approfondimenti/", catalogue.deep_dive_list, name="deep_dive_list"),
    path("approfondimenti/<slug:slug>/", catalogue.deep_dive_detail, name="deep_dive"),
]
