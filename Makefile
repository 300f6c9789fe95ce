# One command each. PYTHON picks the interpreter (3.11 or newer), VENV where the environment goes.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= evals-out
DATA ?=
export HF_HUB_OFFLINE ?= 1

.PHONY: help demo test check format lock bench evals clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 10

demo: $(VENV)/.run ## set up and start the sample company: a support inbox at http://127.0.0.1:8080
	@exec $(BIN)/copilot demo

test: $(VENV)/.dev ## set up and run all tests (installs Chromium with apt when it may)
	@bash scripts/system-packages.sh
	@bash scripts/test.sh $(BIN)/pytest

check: $(VENV)/.dev ## format, lint, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## format the code and fix what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev ## resolve the dependencies anew into requirements*.lock
	bash scripts/lock.sh $(BIN)/uv

bench: $(VENV)/.dev ## run the benchmarks (minutes; prints ratios)
	$(BIN)/python -m benchmarks

evals: $(VENV)/.dev ## evaluate the sample company, and with DATA=FOLDER the public sets; reports in OUT (evals-out)
	bash scripts/evals.sh $(BIN)/python "$(OUT)" "$(DATA)"

clean: ## remove the environment and the demo's data
	rm -rf $(VENV) .demo

$(VENV)/.run: requirements.lock scripts/setup.sh pyproject.toml
	@bash scripts/setup.sh "$(PYTHON)" "$(VENV)" requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock scripts/setup.sh pyproject.toml
	@bash scripts/setup.sh "$(PYTHON)" "$(VENV)" requirements-dev.lock
	@touch $@ $(VENV)/.run
