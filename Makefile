# `make run` answers from the sample documents, `make test` runs the tests; both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DB ?= outputs/cchc.db

.PHONY: run test lint types contracts check bench clean

run: $(VENV)/run.stamp
	$(BIN)/cchc ingest corpus --db $(DB)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(TESTFLAGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	$(BIN)/lint-imports

check: lint types contracts test

bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/throughput.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[browse,fetch,watch]'
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[browse,browser,dev,fetch,ocr,watch]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
