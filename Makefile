# One door for every command, the same at the desk and in CI. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export PORT ?= 8000
export CASES ?= 100000
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
TRANSLATIONS := $(wildcard src/dayaq/*/locale/*/LC_MESSAGES/django.po)

.PHONY: help journeys screenshots mutations run test check format bench bench-cases install install-dev translations messages lock clean clean-data

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## start everything: database, worker, web server (PORT, default 8000)
	@exec $(BIN)/python -m dayaq.config.launch

test: check ## everything that must hold: style, types, contracts, then all tests
	@exec $(BIN)/pytest -n 2

check: install-dev ## style, types, import contracts, templates, translations
	@echo "Style" && $(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@echo "Templates" && $(BIN)/djlint src --quiet --lint --check
	@echo "Contracts" && $(BIN)/lint-imports > $(VENV)/contracts.txt || { cat $(VENV)/contracts.txt; exit 1; }
	@echo "Types" && $(BIN)/mypy

format: install-dev ## put code and templates into the house's form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/djlint src --quiet --reformat

journeys: install-dev ## walk through the running product in a real browser (needs Chromium)
	@JOURNEYS=whole exec $(BIN)/pytest -o addopts="-p tests.database -p tests.working -ra" tests/journeys

screenshots: install-dev ## take the pictures of docs/images anew from the demonstration (needs Chromium)
	@exec $(BIN)/python -m tests.screenshots

mutations: install-dev ## take each wall of the confidential core down in turn: which stories notice
	@exec $(BIN)/python -m tests.mutations

bench: install-dev ## server time of every page; then cases, with so many of them (CASES, default 100000)
	@$(BIN)/python -m tests.bench && exec $(BIN)/python -m tests.bench_cases

bench-cases: install-dev ## the second half of it: make bench-cases CASES=1000000 (BENCH_KEEP=1 keeps what was filled)
	@exec $(BIN)/python -m tests.bench_cases

install: $(VENV)/.stamp-run translations ## what `make run` needs, locked by hash, into .venv

install-dev: $(VENV)/.stamp-dev translations ## what `make test` needs as well

# A stamp is newer than what it was made from, so that the second start installs nothing.
$(BIN)/python:
	@python=""; for wish in python3 python3.11 python3.12 python3.13 python3.14; do \
	  if "$$wish" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$wish; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Dayaq needs Python 3.11 or later, and this machine has none on its PATH."; exit 1; fi; \
	echo "Making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); echo "This Python cannot make a virtual environment: install its venv package (Debian, Ubuntu: python3-venv)."; exit 1; }

$(VENV)/.stamp-run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Dayaq needs (locked by hash; once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.stamp-dev: requirements-dev.lock $(VENV)/.stamp-run
	@echo "Installing what the tests need (locked by hash; once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@

translations: $(TRANSLATIONS:.po=.mo)

src/dayaq/%.mo: src/dayaq/%.po | $(VENV)/.stamp-run
	@$(BIN)/pybabel --quiet compile --domain django --input-file $< --output-file $@

messages: install-dev ## collect the sentences of every room into its catalogue (needs gettext)
	@for room in src/dayaq/*/locale; do \
	  (cd "$$room/.." && ../../../$(BIN)/django-admin makemessages --locale az --no-wrap --add-location file --no-obsolete); \
	done

lock: $(BIN)/python ## choose the newest allowed versions and lock them with their hashes
	@test -x build/lock/bin/uv || { $(BIN)/python -m venv build/lock && build/lock/bin/pip install --quiet uv==$(UV_VERSION); }
	@compile="build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --upgrade --custom-compile-command make\ lock pyproject.toml --group install"; \
	eval "$$compile --output-file requirements.lock"; \
	eval "$$compile --group dev --constraint requirements.lock --output-file requirements-dev.lock"

clean: ## remove what was installed and built; the data in var stays (make clean-data)
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m dayaq.config.launch --stop || true; fi
	@rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/test
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} + ; find src -name '*.mo' -delete

clean-data: ## remove the embedded database and the files too: all that was entered is lost
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m dayaq.config.launch --forget; fi
