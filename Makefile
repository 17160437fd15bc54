# Every recipe sets up what it needs; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo run test check format lint types imports train lock bench bench-extract bench-classify bench-crawl bench-api openapi fuzz clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

$(READY): requirements.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

setup: $(READY) ## virtual environment, hash-locked dependencies, tagger
	$(BIN)/councilwire train --once

demo: setup ## crawl the bundled demo newsroom and serve it on http://127.0.0.1:8000
	$(BIN)/councilwire demo

run: setup ## crawl live sources on schedule and serve
	$(BIN)/councilwire up

test: setup ## all tests
	$(BIN)/python -m pytest

check: $(READY) ## what CI runs: format, lint, types, import contract, tests on both databases, README in a clean clone
	.ci/check

format: $(READY) ## rewrite the code as ruff likes it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY) ## resolve the dependencies anew and write requirements.lock
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev -o requirements.lock pyproject.toml

bench: $(READY) ## pages per second of the demo crawl, CPU per stage, peak memory
	$(BIN)/python -m benchmarks.demo

bench-extract: $(READY) ## extraction against its peers, on test sites, and its memory
	$(BIN)/python -m benchmarks.extract
	$(BIN)/python -m tests.pages
	$(BIN)/python -m benchmarks.extract.memory

bench-classify: $(READY) ## tags and judgements against keyword rule and plain TF-IDF
	$(BIN)/python -m benchmarks.classify

bench-crawl: $(READY) ## crawling against its peers
	$(BIN)/python -m benchmarks.crawl

bench-api: $(READY) ## the API against Datasette
	$(BIN)/python -m benchmarks.api

openapi: $(READY) ## write docs/openapi.json anew; refuses a change that breaks a promise
	$(BIN)/python -m tests.api.contract.snapshot

fuzz: $(READY) ## schemathesis, 1,000 examples an operation
	$(BIN)/python -m benchmarks.fuzz

clean: ## remove what was made: environment, database, tagger
	rm -rf $(VENV) var
