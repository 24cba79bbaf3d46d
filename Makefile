# What can be done here. Everything installs what it needs; CONTRIBUTING.md says more.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test bench evaluate soak build profile clean interop
export KILLS SOAK SLOWER PORT TASKS OPEN DATA BENCHES ACTS LOAD_SECONDS ROWS ON WORKERS SUBMISSIONS SERVERS SEED LIMIT DATABASE

help: ## Lists this.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## Builds in release and serves the workbench: PORT=8787, TASKS=file.jsonl, OPEN=1.
	@exec bash scripts/demo.sh

test: ## Runs every check: format, lints, native, in the browser, end to end; STAGES="format e2e" only those.
	@exec bash scripts/test.sh $(STAGES)

bench: ## Measures the built page in Chromium, and the server under load (CONTRIBUTING.md says with what).
	@exec bash scripts/bench.sh

evaluate: ## Runs the comparison over files of corrections by people: DATA=folder.
	@exec cargo run --quiet --release --example evaluate -- "$$DATA"

soak: ## Killed pages, a slow processor, killed servers, a network that fails: nothing may be lost; KILLS=200, SLOWER=4, SUBMISSIONS=10000, DATABASE=postgres://…
	@exec bash scripts/soak.sh

interop: ## Loads what we write with the libraries that others read it with; installs them in target/interop.
	@exec bash scripts/interop.sh

build: ## Builds dist/ and the server in release.
	@bash scripts/tools.sh build && bash scripts/build.sh dist server

profile: build ## Finds out anew which functions a first load needs, and writes scripts/split/first.txt.
	@bash scripts/tools.sh browser && . scripts/lib.sh && node scripts/split/profile.mjs "$$TARGET/split/corrigenda.wasm" dist

clean: ## Removes what was built here; tools and work are kept.
	@rm -rf target dist tests/e2e/results
