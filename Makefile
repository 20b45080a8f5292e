# SPDX-License-Identifier: AGPL-3.0-or-later
# make run | test | lint | bench | setup | stop | screenshots

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench stop screenshots
PY := .venv/bin/python

help:
	@echo "make run    avvia il portale (PORT=8000)    make test   esegue tutte le prove"
	@echo "make setup  prepara ambiente e database     make lint   controlla lo stile"
	@echo "make bench  misura i rapporti di costo      make stop   ferma il database locale"
	@echo "make screenshots  rifà le immagini del README"

setup:
	@python3 migliorapa/local/bootstrap.py requirements.txt
	@$(PY) -m migliorapa.local setup

run:
	@python3 migliorapa/local/bootstrap.py requirements.txt
	@exec $(PY) -m migliorapa.local run

.venv/installed-requirements-dev.txt: requirements-dev.txt
	@python3 migliorapa/local/bootstrap.py requirements-dev.txt

test: setup .venv/installed-requirements-dev.txt
	@MIGLIORAPA_MODE=test $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

lint: .venv/installed-requirements-dev.txt
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m djlint templates --quiet --lint
	@MIGLIORAPA_MODE=test $(PY) manage.py makemigrations --check --dry-run

bench: setup .venv/installed-requirements-dev.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@$(PY) -m bench $(ARGS)

stop:
	@$(PY) -m migliorapa.local stop

screenshots: .venv/installed-requirements-dev.txt
	@$(PY) -m docs.screenshots
