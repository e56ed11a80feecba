# All that a fresh machine with Python 3.11 needs: a virtual environment in .venv, then the task.
# A first run downloads packages; later ones start at once, as the stamps in .venv say what is there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := docs/sample/strait-accord
BENCH_DATA ?= ../shared/bench/align

.PHONY: help demo test lint bench docs dictionary clean

help:
	@echo "make demo        align the sample article and show what came out"
	@echo "make test        run the linters, the type checker and the tests"
	@echo "make lint        only the linters and the type checker"
	@echo "make bench       measure the aligner (README, Benchmarks)"
	@echo "make docs        write the command line reference and the outputs in the pages anew"
	@echo "make dictionary  compile the dictionary from Debian's package edict"
	@echo "make clean       remove the virtual environment and what was built"

demo: $(VENV)/.installed
	@mkdir -p build
	@echo "== Aligning $(SAMPLE).en.txt with $(SAMPLE).ja.txt"
	$(BIN)/tmkit align $(SAMPLE).en.txt $(SAMPLE).ja.txt \
		-o build/strait-accord.tmx --unmatched build/strait-accord.unmatched.tsv
	@echo "== Checking the pair: the sample has slips to be found"
	$(BIN)/tmkit check --no-config --source $(SAMPLE).en.txt --target $(SAMPLE).ja.txt \
		--glossary $(firstword $(wildcard glossary/*.csv)) --fail-on never
	@echo "== Done. The memory is build/strait-accord.tmx; now try: $(BIN)/tmkit align YOUR.en YOUR.ja"

test: lint
	@echo "== Tests"
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	@echo "== Style, format and types"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed-bench
	@echo "== Accuracy and speed of the aligner (minutes); a figure below its mark does not stop the rest"
	-$(BIN)/python tests/bench/sample_gold.py
	-$(BIN)/python tests/bench/align_accuracy.py --data $(BENCH_DATA) --clean --peers
	-$(BIN)/python tests/bench/align_speed.py --data $(BENCH_DATA) --sizes 1k,2k,5k,10k,20k

docs: $(VENV)/.installed
	$(BIN)/python tools/cli_reference.py
	$(BIN)/python tools/rules_catalogue.py
	$(BIN)/python tools/doc_outputs.py

dictionary: $(VENV)/.installed
	$(BIN)/python tools/build_dictionary.py

clean:
	rm -rf $(VENV) build

# ------------------------------------------------------------------------------------ environment

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "tmkit needs Python 3.11 or later, and '$(PYTHON)' is not." >&2; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "== Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) >$(VENV).log 2>&1 || { \
		cat $(VENV).log >&2; rm -rf $(VENV) $(VENV).log; \
		echo "Python has no virtual environments here." >&2; \
		echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@rm -f $(VENV).log

$(VENV)/.installed: $(BIN)/python pyproject.toml
	@echo "== Installing tmkit and what it needs (once; about 100 MB to download)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-%: $(VENV)/.installed pyproject.toml
	@echo "== Installing what is needed to develop ($*)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@
