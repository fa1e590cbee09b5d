# One door for teachers, developers and CI. Written for GNU make 3.81, which macOS still ships.
.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run demo dry-run test test-slow search faults bench check style types layers scripts templates catalogues stories pictures pins venv

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal --durations 10
FLASK := $(PYTHON) -m flask --app classroom.app
INSTALL := $(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

# What somebody reads who only wants to give a lesson is said in the language of the lesson.
ifeq ($(WISSEL_LANGUAGE),en)
INSTALLING := Installing what is needed, once. This takes a minute.
NOT_FETCHED := Not everything could be fetched. Is this computer on the internet? It is needed this once. A school that goes out through a proxy: set HTTPS_PROXY to its address, then try again.
MAKING := Making .venv with
NO_VENV_PART := is here, but not the part of it that makes a virtual environment.
INSTALL_THAT := Install that, then try again:
NO_PYTHON := Wissel needs Python 3.11 or newer, which is not here.
INSTALL_IT := Install it, then try again:
OR_FROM := or from
IF_OLDER := If that gives an older one:
else
INSTALLING := Eerst wordt geïnstalleerd wat nodig is, één keer. Dat duurt een minuut.
NOT_FETCHED := Niet alles kon worden opgehaald. Heeft deze computer internet? Dat is alleen nu nodig. Gaat de school via een proxy naar buiten: zet HTTPS_PROXY op het adres ervan en probeer het opnieuw.
MAKING := .venv wordt gemaakt met
NO_VENV_PART := is er, maar het deel dat een virtuele omgeving maakt niet.
INSTALL_THAT := Installeer dat en probeer het opnieuw:
NO_PYTHON := Wissel heeft Python 3.11 of nieuwer nodig, en dat is hier niet.
INSTALL_IT := Installeer het en probeer het opnieuw:
OR_FROM := of van
IF_OLDER := Krijg je dan een oudere:
endif

# What pip says of a package that it cannot fetch is that there is none; the whole of it is kept beside.
OR_SAY_WHY = > .venv/install.log 2>&1 || { tail -n 5 .venv/install.log >&2; \
	  grep -qE 'No matching distribution|Could not find a version|[Pp]roxy|[Cc]onnection|timed out' .venv/install.log \
	    && echo "$(NOT_FETCHED)" >&2; exit 1; }

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

# 78 means that a setting is wrong; the program has said which one, and make would only add noise.
run: .venv/run.stamp ## Start Wissel on this computer
	@$(PYTHON) wsgi.py || test $$? -eq 78

demo: .venv/run.stamp ## Try it alone: a lesson with 24 phones that are not there
	@$(PYTHON) -m classroom demo || test $$? -eq 78

dry-run: .venv/run.stamp ## Lead a lesson of 45 minutes without anybody, and print the minutes of each part
	@$(FLASK) dry-run

test: .venv/dev.stamp ## Run the tests that this machine can run, but for the slow ones; takes minutes
	@$(PYTEST) -m "not slow"

test-slow: .venv/dev.stamp ## Run the rest: every fault once, the bench at toy size, every story seen, more examples
	@$(PYTEST) -m "slow or hypothesis" --hypothesis-profile deep

search: .venv/dev.stamp ## Look for examples that nobody tried, in all that Hypothesis tests; different each time
	@$(PYTEST) -m hypothesis --hypothesis-profile search

faults: .venv/dev.stamp ## Break Wissel in every way that RELIABILITY.md names; takes half an hour
	@FAULTS=full $(PYTHON) -m pytest tests/faults tests/test_process.py tests/test_privacy.py

bench: .venv/dev.stamp ## Measure it beside its floors, in 25 minutes at most; QUICK=1 for a try
	@$(PYTHON) -m bench $(if $(QUICK),--scale quick)

check: style types layers scripts templates catalogues stories ## Check everything that needs no running program

style: .venv/dev.stamp ## Check Python with ruff
	@$(PYTHON) -m ruff check --quiet
	@$(PYTHON) -m ruff format --check --quiet

types: .venv/dev.stamp ## Check types with mypy
	@$(PYTHON) -m mypy

layers: .venv/dev.stamp ## Check that no layer imports what it must not
	@.venv/bin/lint-imports --no-logo

scripts: .venv/dev.stamp ## Check with lizard that the functions of our scripts are small
	@$(PYTHON) -m lizard -l javascript -C 6 -L 25 -a 7 -w classroom/static tests/browser

templates: .venv/dev.stamp ## Check templates with djlint
	@$(PYTHON) -m djlint classroom/templates --lint
	@$(PYTHON) -m djlint classroom/templates --check

catalogues: .venv/dev.stamp ## Check that no text lacks a translation
	@$(FLASK) check-catalogues

stories: .venv/dev.stamp ## Check every story file
	@$(FLASK) check-scenarios

pictures: .venv/dev.stamp ## Take the pictures in docs/walk anew, from a lesson in Chromium
	@WRITE_PICTURES=1 REQUIRE_BROWSER=1 $(PYTHON) -m pytest -q tests/browser/test_lesson.py -k whole_story

pins: ## Pin the newest versions of all dependencies, with hashes (needs uv)
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements.txt
	@$(COMPILE) --upgrade pyproject.toml requirements-dev.in --output-file requirements-dev.txt

# What is installed is remembered by a stamp inside .venv, so that throwing .venv away starts afresh.
.venv/run.stamp: requirements.txt
	@echo "$(INSTALLING)"
	@$(INSTALL) --requirement requirements.txt $(OR_SAY_WHY)
	@touch $@

.venv/dev.stamp: requirements-dev.txt
	@echo "$(INSTALLING)"
	@$(INSTALL) --requirement requirements-dev.txt $(OR_SAY_WHY)
	@touch $@

# A .venv that is not there, was left half made, or lost its Python to an upgrade, is made (again).
ifneq ($(shell $(PYTHON) -c 'import pip; print("works")' 2>/dev/null),works)
.venv/run.stamp .venv/dev.stamp: venv
endif

# A candidate is tried, not just looked up: some names are only stand-ins that say "not installed".
# Debian and Ubuntu ship Python without the part that makes a .venv, so that is tried too.
venv:
	@for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if $$name -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$(MAKING) $$($$name --version)."; \
	    exec $$name -m venv --clear .venv; \
	  fi; \
	  bare=$${bare:-$$name}; \
	done; \
	if [ -n "$$bare" ]; then \
	  package=$$($$bare -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  echo "$$($$bare --version) $(NO_VENV_PART)"; \
	  echo "$(INSTALL_THAT)    sudo apt install $$package"; \
	else \
	  echo "$(NO_PYTHON)"; \
	  case "$$(uname -s)" in \
	    Darwin) echo "$(INSTALL_IT)    brew install python    $(OR_FROM) www.python.org/downloads" ;; \
	    *) echo "$(INSTALL_IT)    sudo apt install python3 python3-venv"; \
	      if python3 -c '' 2>/dev/null; then \
	        echo "$(IF_OLDER)    sudo apt install python3.11 python3.11-venv"; \
	      fi ;; \
	  esac; \
	fi; \
	exit 1
