#!/usr/bin/env bash
# `make bench`: builds the page in release and measures it in Chromium: opening it, comparing texts, showing and marking
# them, typing, each act in a large task; and the server under load.
# RUNS=7, BENCH=part of a case's name; LABEL_STUDIO=http://… with LABEL_STUDIO_USER, _PASSWORD and _TOKEN measures that too;
# BENCHES="page text reading typing acts load"; LOAD_SECONDS=8, ROWS=1000000 and ON="sqlite postgres" for the load; DATA=folder with
# revisions-markdown.jsonl; CAP=10 seconds for a peer; KEYS=60 letters; ACTS=20 of each kind.
. "$(dirname "$0")/lib.sh"

declare -A PROGRAMS=([page]=benches/browser/page.mjs [text]=benches/text/bench.mjs [reading]=benches/text/reading.mjs [typing]=benches/text/typing.mjs [acts]=benches/judge/acts.mjs [load]=benches/load/main.mjs)
read -ra wanted <<<"${BENCHES:-page text reading typing acts load}"
for name in "${wanted[@]}"; do
  [ -n "${PROGRAMS[$name]:-}" ] || fail "BENCHES=$name: there are ${!PROGRAMS[*]}."
done

need_basics
if [ "${wanted[*]}" != load ]; then
  bash scripts/tools.sh build
  bash scripts/tools.sh bench
  bash scripts/build.sh dist
fi
if [[ " ${wanted[*]} " == *" load "* || " ${wanted[*]} " == *" page "* ]]; then
  bash scripts/build.sh server
  export CORRIGENDA_SERVER=$TARGET/release/corrigenda-server
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
for name in "${wanted[@]}"; do
  node "${PROGRAMS[$name]}" dist | tee -a "$said" || true
done
# Each ends with `N passed, M failed`; one that did not come so far has failed.
awk -v missing="${#wanted[@]}" '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3; missing -= 1 }
  END { failed += missing; printf "\nIn all:\n%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$said"
