# What can be done here. Everything installs what it needs; CONTRIBUTING.md says more.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test bench soak build clean
export PORT TASKS OPEN WORKERS SUBMISSIONS SERVERS SEED LIMIT DATABASE

help: ## Lists this.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## Builds in release and serves the workbench: PORT=8787, TASKS=file.jsonl, OPEN=1.
	@exec bash scripts/demo.sh

test: ## Runs every check: format, lints, native, in the browser, end to end; STAGES="format e2e" only those.
	@exec bash scripts/test.sh $(STAGES)

bench: ## Measures the built page in Chromium; LABEL_STUDIO=http://… measures that too.
	@exec bash scripts/bench.sh

soak: ## Workers, killed servers, a network that fails: nothing may be lost; SUBMISSIONS=10000, DATABASE=postgres://…
	@exec bash scripts/soak.sh

build: ## Builds dist/ and the server in release.
	@bash scripts/tools.sh build && bash scripts/build.sh dist server

clean: ## Removes what was built here; tools and work are kept.
	@rm -rf target dist tests/e2e/results
