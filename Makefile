# make book: set up what is missing and build the demo.   make test: the tests.   make check: everything CI asks.
PYTHON ?= python3
PERIOD ?= 2025-H1
VENV := .venv
BIN := $(VENV)/bin
# Uncompiled packages make everything three to five times slower.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: book test check format bench soak docs lock schema messages clean help

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

book: $(VENV)/.run ## build the demo workspace's book for PERIOD (2025-H1)
	@$(BIN)/tallybook build $(PERIOD)

test: $(VENV)/.dev $(VENV)/.ocfl ## run the tests
	$(BIN)/pytest -n auto --dist loadfile

check: $(VENV)/.dev $(VENV)/.ocfl ## format, lint, strict types, floors and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

format: $(VENV)/.dev ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## build 24, 100 and 250 managers, and what one would pick instead; SIZE=100 measures one size
	$(BIN)/python -m benchmarks.bench $(addprefix --size ,$(SIZE))
	$(BIN)/python -m benchmarks.tally
	$(BIN)/python -m benchmarks.size
	$(BIN)/python -m benchmarks.paper

soak: $(VENV)/.dev $(VENV)/.ocfl ## damage thousands of archives, stop hundreds of builds and runs; takes hours
	TALLYBOOK_SOAK=1 $(BIN)/pytest -n auto tests/archive
	TALLYBOOK_SOAK=1 $(BIN)/pytest tests/runs/test_many.py tests/cli/test_resuming.py tests/cli/test_sealed.py \
		tests/tables/test_databases.py tests/workspaces/test_separation.py
	TALLYBOOK_SOAK=1 $(BIN)/pytest -m soak tests/publish

docs: $(VENV)/.dev ## build the guide with Jupyter Book
	$(BIN)/jupyter-book build docs --path-output _build/docs --warningiserror --all

lock: $(VENV)/.dev ## renew the locked versions; needs uv on the path
	uv pip compile pyproject.toml --extra excel --extra word --group build --universal --python-version 3.11 --generate-hashes --no-header -q -o locks/run.txt
	uv pip compile --group ocfl --universal --python-version 3.11 --generate-hashes --no-header -q -o locks/ocfl.txt
	uv pip compile pyproject.toml --extra excel --extra sql --extra word --group dev -c locks/run.txt --universal --python-version 3.11 --generate-hashes --no-header -q -o locks/dev.txt

schema: $(VENV)/.run ## renew the settings' JSON schema for editors
	$(BIN)/tallybook schema > _config.schema.json

messages: $(VENV)/.dev ## bring the catalogues up to date with the sentences in use
	$(BIN)/python -m tools.catalogue

clean: ## remove everything generated
	rm -rf _build docs/_build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tallybook needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: locks/run.txt pyproject.toml | $(VENV)/bin/python
	$(call install,locks/run.txt)
	@touch $@

$(VENV)/.dev: locks/dev.txt pyproject.toml | $(VENV)/bin/python
	$(call install,locks/dev.txt)
	@touch $@ $(VENV)/.run

$(VENV)/.ocfl: locks/ocfl.txt | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/ocfl
	@$(VENV)/ocfl/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

define install
	@echo "Setting up: the versions in $(1), compiled (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endef
