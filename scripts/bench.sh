#!/usr/bin/env bash
# `make bench`: builds the page in release and measures it in Chromium.
# RUNS=7, BENCH=part of a case's name; LABEL_STUDIO=http://… with LABEL_STUDIO_USER, _PASSWORD and _TOKEN measures that too.
. "$(dirname "$0")/lib.sh"

need_basics
bash scripts/tools.sh build
bash scripts/tools.sh browser
bash scripts/build.sh dist
exec node benches/browser/page.mjs dist
