# One door for teachers, developers and CI. Written for GNU make 3.81, which macOS still ships.
.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run demo dry-run test faults bench check style types layers templates catalogues stories pins venv

PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app classroom.app
INSTALL := $(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp ## Start Wissel on this computer
	@$(PYTHON) wsgi.py

demo: .venv/run.stamp ## Try it alone: a lesson with 24 phones that are not there
	@$(PYTHON) -m classroom.demo

dry-run: .venv/run.stamp ## Lead a lesson of 45 minutes without anybody, and print the minutes of each part
	@$(FLASK) dry-run

test: .venv/dev.stamp ## Run every test that this machine can run
	@$(PYTHON) -m pytest

faults: .venv/dev.stamp ## Break Wissel in every way that RELIABILITY.md names; takes half an hour
	@FAULTS=full $(PYTHON) -m pytest tests/faults

bench: .venv/dev.stamp ## Measure it beside its floors, in 25 minutes at most; QUICK=1 for a try
	@$(PYTHON) -m bench $(if $(QUICK),--scale quick)

check: style types layers templates catalogues stories ## Check everything that needs no running program

style: .venv/dev.stamp ## Check Python with ruff
	@$(PYTHON) -m ruff check --quiet
	@$(PYTHON) -m ruff format --check --quiet

types: .venv/dev.stamp ## Check types with mypy
	@$(PYTHON) -m mypy

layers: .venv/dev.stamp ## Check that no layer imports what it must not
	@.venv/bin/lint-imports --no-logo

templates: .venv/dev.stamp ## Check templates with djlint
	@$(PYTHON) -m djlint classroom/templates --lint
	@$(PYTHON) -m djlint classroom/templates --check

catalogues: .venv/dev.stamp ## Check that no text lacks a translation
	@$(FLASK) check-catalogues

stories: .venv/dev.stamp ## Check every story file
	@$(FLASK) check-scenarios

pins: ## Pin the newest versions of all dependencies, with hashes (needs uv)
	@$(COMPILE) --upgrade requirements.in --output-file requirements.txt
	@$(COMPILE) --upgrade requirements-dev.in --output-file requirements-dev.txt

# What is installed is remembered by a stamp inside .venv, so that throwing .venv away starts afresh.
.venv/run.stamp: requirements.txt
	@echo "Installing what Wissel needs, once. This takes a minute."
	@$(INSTALL) --requirement requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt
	@echo "Installing what the checks and tests need, once. This takes a minute."
	@$(INSTALL) --requirement requirements-dev.txt
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
	    echo "Making .venv with $$($$name --version)."; \
	    exec $$name -m venv --clear .venv; \
	  fi; \
	  bare=$${bare:-$$name}; \
	done; \
	if [ -n "$$bare" ]; then \
	  package=$$($$bare -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  echo "$$($$bare --version) is here, but not the part of it that makes a virtual environment."; \
	  echo "Install that, then try again:    sudo apt install $$package"; \
	else \
	  echo "Wissel needs Python 3.11 or newer, which is not here."; \
	  case "$$(uname -s)" in \
	    Darwin) echo "Install it with    brew install python    or from www.python.org/downloads" ;; \
	    *) echo "Install it, then try again:    sudo apt install python3 python3-venv"; \
	      if python3 -c '' 2>/dev/null; then \
	        echo "If that gives an older one:    sudo apt install python3.11 python3.11-venv"; \
	      fi ;; \
	  esac; \
	fi; \
	exit 1
