# make demo: set up what is needed and answer the flagship question.
# make test: set up what is needed and run the whole test suite.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Where bytecode is not written, every start compiles again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint format bench pictures clean knowledge

$(VENV)/.stamp-run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "cotake needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && apt-get install -yq python3-venv; else echo "Python's venv module is missing: install python3-venv"; exit 1; fi
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -e . -c requirements.lock
	@$(BIN)/python -m compileall -q src || true  # written even where the environment forbids it
	@touch $@

$(VENV)/.stamp-test: $(VENV)/.stamp-run requirements.lock
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && apt-get install -yq --no-install-recommends chromium; else echo "The tests in a browser will be skipped: they need chromium"; fi
	@command -v gnome-keyring-daemon >/dev/null && command -v dbus-run-session >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && apt-get install -yq --no-install-recommends gnome-keyring dbus dbus-daemon; else echo "The test of the system's keyring will be skipped: it needs gnome-keyring and dbus"; fi
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test]' -c requirements.lock
	@touch $@

demo: $(VENV)/.stamp-run
	@$(BIN)/cotake guide "LDN" "sertraline"
	@echo
	@echo "And a list of eight, for a woman of 72:"
	@echo
	@$(BIN)/cotake check --age 72 --sex female "sertraline 100 mg daily" "apixaban 5 mg bid" "metoprolol succinate 50 mg" "lisinopril 10 mg" "hydrochlorothiazide 25 mg" "atorvastatin 20 mg" "ibuprofen 400 mg prn" "levothyroxine 75 mcg"

test: $(VENV)/.stamp-test
	$(BIN)/python -m pytest -q

lint: $(VENV)/.stamp-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cotake knowledge lint

format: $(VENV)/.stamp-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.stamp-test
	$(BIN)/python -m bench

knowledge: $(VENV)/.stamp-run
	$(BIN)/cotake knowledge build

pictures: $(VENV)/.stamp-test
	COTAKE_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_pictures.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis src/cotake/knowledge/*.sqlite
