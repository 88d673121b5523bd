# Two commands matter: `make run` and `make test`. Both set up everything they need.
SHELL := /bin/bash
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .tools/bin/uv)
LOTSE := .venv/bin/lotse
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONWARNINGS := ignore
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help setup train widget run check test browser clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.ready  ## Build the Python environment (3 GB; 1 to 5 minutes the first time)

.tools/bin/uv:
	@echo "Installing uv, which builds the environment …"
	@python3 -m venv .tools && .tools/bin/pip install --quiet uv

.venv/.ready: $(if $(filter .tools/bin/uv,$(UV)),.tools/bin/uv) pyproject.toml uv.lock
	@echo "Building the Python environment (3 GB; 1 to 5 minutes the first time) …"
	@start=$$SECONDS; $(UV) sync --frozen --quiet && touch $@ && echo "Environment ready after $$((SECONDS - start)) seconds."

train: setup  ## Train the model if something changed (about 2 minutes the first time)
	@$(LOTSE) train

widget: widget/dist/.ready  ## Build the chat widget and its pages

# Made from the wording too: the words on the button are part of the script.
widget/dist/.ready: widget/node_modules/.ready $(shell find widget/src widget/pages widget/scripts widget/*.ts -type f ! -name first.ts) \
		knowledge/languages.yml $(wildcard knowledge/wording/*.yml)
	@cd widget && npm run --silent build && touch dist/.ready

widget/node_modules/.ready: widget/package.json widget/package-lock.json
	@scripts/node
	@echo "Fetching the widget's build tools …"
	@cd widget && npm ci --silent --no-audit --no-fund && touch node_modules/.ready

run: train widget  ## Set up, train if needed, and serve on http://127.0.0.1:8000
	@$(LOTSE) serve

check: setup  ## Style, types, folder directions, training data, knowledge
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	$(LOTSE) check
	.venv/bin/rasa data validate --quiet

browser:  # A real Chromium for the page's tests: the system's, or Debian's where we may install it
	@scripts/chromium

test: train widget browser  ## Set up and run all tests (about 12 minutes the first time)
	$(MAKE) check
	.venv/bin/rasa test core --e2e --stories tests/conversations --model models/lotse.tar.gz --out .lotse/rasa-test --fail-on-prediction-errors --quiet
	cd widget && npm test --silent
	.venv/bin/pytest

clean:  ## Remove everything that was built or stored
	rm -rf .venv .tools .lotse .rasa models results widget/dist widget/node_modules
