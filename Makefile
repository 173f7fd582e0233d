# Every command of the repository. `make` alone lists them. Needs Python 3.11 or newer; the rest comes from packages.

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
# Modules are compiled once, not anew in each of the many processes.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
# The demo counts its seconds from here, installation included.
BEGAN := $(shell date +%s)
# One extra per image: its lock is <folder>/requirements.txt.
SERVICES := gateway generator scheduler publisher analytics
COMPILE := $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" $(UPGRADE)

# uv installs in a tenth of pip's time; where it can't be had, or does not know how to reach the packages, pip does.
define install
	@{ test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --only-binary :all: -r $(1); } \
		|| $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r $(1)
endef

.PHONY: help demo up down status test lint bench fuzz lock docs networks
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/local ## Install, start everything, and take ten briefs to published posts on every network
	@POSTWRIGHT_DEMO_BEGAN=$(BEGAN) $(BIN)/python -m deploy.local demo

up: $(VENV)/local ## Start Kafka, PostgreSQL, Valkey, the sandbox and the five services
	@$(BIN)/python -m deploy.local up

down: $(VENV)/local ## Stop everything; the data stays in .local
	@$(BIN)/python -m deploy.local down

status: $(VENV)/local ## Show every process
	@$(BIN)/python -m deploy.local status

test: $(VENV)/dev ## Run every test, on real servers
	$(BIN)/python -m pytest --numprocesses 3 --dist loadscope --no-loadscope-reorder

lint: $(VENV)/dev ## Check style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev ## Measure, side by side with what there is to compare
	$(BIN)/python -m bench

docs: $(VENV)/dev ## Write the documents that come from the code, and the generated part of the Python client
	$(BIN)/python -m docs
	$(BIN)/python -m services.gateway.openapi
	$(BIN)/python clients/python/generate.py

fuzz: $(VENV)/dev ## Send the gateway 20,000 made-up requests and hold every answer against its OpenAPI document
	POSTWRIGHT_FUZZ_REQUESTS=20000 $(BIN)/python -m pytest --capture=no tests/fuzz

networks: $(VENV)/dev ## Try every network on the sandbox and write docs/networks.md from what came of it
	POSTWRIGHT_NETWORK_RESULTS=docs/networks.results.json $(BIN)/python -m pytest --quiet \
		services/publisher/tests/integration/test_every_network.py services/publisher/tests/integration/test_accept_then_drop.py
	$(BIN)/python -m docs

lock: $(VENV)/made ## Write the locked requirements after a change of pyproject.toml (UPGRADE=--upgrade for newer ones)
	$(COMPILE) $(SERVICES:%=--extra %) --extra sandbox --extra local -o deploy/local/requirements.txt
	$(COMPILE) --all-extras --constraint deploy/local/requirements.txt -o requirements-dev.txt
	for image in $(SERVICES:%=services/%) sandbox; do \
		$(COMPILE) --extra $${image##*/} --constraint deploy/local/requirements.txt -o $$image/requirements.txt || exit 1; done
	echo uv | $(BIN)/uv pip compile --quiet - --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" $(UPGRADE) -o deploy/local/installer.txt

$(VENV)/made: deploy/local/installer.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or newer is needed, $(PYTHON) is {sys.version.split()[0]}; name another: make PYTHON=python3.12")'
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r $< || echo "uv can't be had; using pip"
	@touch $@

$(VENV)/local: deploy/local/requirements.txt $(VENV)/made
	@echo "Installing packages"
	$(call install,$<)
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/local
	@echo "Installing packages for development"
	$(call install,$<)
	@touch $@
