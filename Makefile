# Two commands on a fresh Debian machine: `make demo` and `make test`. Each installs what it needs.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.daybreak-installed
ARGS ?=

.PHONY: demo test check types-3.11 types-3.13 faults bench lock messages voice system clean help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(STAMP) ## a service, a tablet and a made-up class on this machine
	$(BIN)/daybreak demo $(ARGS)

test: check ## everything that guards a change, in about eight minutes on two cores
	$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

check: $(STAMP) ## format, lint, layers and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory -j2 types-3.11 types-3.13

types-3.11 types-3.13: $(STAMP)
	$(BIN)/mypy --python-version $(@:types-%=%) --cache-dir .mypy_cache/$@

faults: $(STAMP) ## the longer proofs that nothing is lost; writes build/faults.json
	@sh requirements/faults.sh
	$(BIN)/python -m tests.faults $(ARGS)

bench: $(STAMP) ## what it costs, as ratios in one run; writes build/bench.json
	@$(BIN)/python -m compileall -q kiosk assets sync
	$(BIN)/python -m tests.bench $(ARGS)

system: ## the Debian packages that drawing, fonts and the browser tests need
	@sh requirements/system.sh

$(STAMP): requirements/dev.lock requirements/system.sh pyproject.toml
	@sh requirements/system.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q kiosk assets sync
	@touch $@

lock: ## pin every dependency again, with hashes, for Python 3.11 to 3.13
	$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv
	for extra in kiosk service dev; do \
	  build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --extra $$extra -o requirements/$$extra.lock \
	    pyproject.toml requirements/build.in || exit 1; \
	done

	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header -o requirements/voice.lock requirements/voice.in

messages: $(STAMP) ## write every sentence of the pages into the catalogue for translators
	$(BIN)/python -c "from sync.service.pages import messages; messages.write()"

voice: ## say again, in the tablet's voice, every word that has changed
	test -x build/voice/venv/bin/python || $(PYTHON) -m venv build/voice/venv
	build/voice/venv/bin/python -m pip install --quiet --require-hashes -r requirements/voice.lock
	build/voice/venv/bin/python -m assets.voice.render

clean: ## forget the environment and everything built
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
