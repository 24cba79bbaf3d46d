#!/usr/bin/env bash
# `make soak`: the kill run (the page killed KILLS=200 times in Chromium), every test in the browser on a processor SLOWER=4 times
# slower, the hunt for texts that break a law (HUNT=60 seconds a law), then the fault run against server processes built in release;
# or those of SOAK="kills slow hunt pages faults". The pages part shows TEXTS=3000 texts that mean harm in a page.
# WORKERS=64 SUBMISSIONS=10000 SERVERS=3 SEED=7 LIMIT=600 DATABASE=postgres://… change it; DATABASE=postgres starts one of its own.
# The last line is `N passed, N failed`, of all together.
. "$(dirname "$0")/lib.sh"

need_basics
read -ra wanted <<<"${SOAK:-kills slow hunt pages faults}"
said=$(mktemp)
trap 'rm -f "$said"' EXIT
passed=0
failed=0

# Runs one part where it is wanted, and adds what its last line says; a part that says nothing has failed.
part() {
  local name=$1 counts
  shift
  [[ " ${wanted[*]} " == *" $name "* ]] || return 0
  "$@" | tee "$said" || true
  counts=$(tail -n 1 "$said")
  if [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
  fi
}

kills() {
  bash scripts/tools.sh bench && bash scripts/build.sh dist &&
    node tests/e2e/lib/kills.mjs --kills "${KILLS:-200}" --seed "${SEED:-7}"
}

slow() {
  SLOWER=${SLOWER:-4} bash scripts/test.sh page server e2e
}

# What breaks a law is kept in tests/corpus, made smaller, and is tried by every run of the tests from then on.
hunt() {
  HUNT_SECONDS=${HUNT:-60} HUNT_SEED=${SEED:-7} cargo test --quiet --locked --features ssr,server --lib hunted -- --nocapture 2>&1 |
    grep -E 'cases$|is broken by|^test result' |
    sed -E 's/^test result: [a-zA-Z]+\. ([0-9]+) passed; ([0-9]+) failed;.*/\1 passed, \2 failed/'
}

pages() {
  bash scripts/tools.sh bench && bash scripts/build.sh dist &&
    node tests/e2e/lib/pages.mjs --texts "${TEXTS:-3000}" --seed "${SEED:-7}"
}

faults() {
  local options=(--workers "${WORKERS:-64}" --submissions "${SUBMISSIONS:-10000}" --servers "${SERVERS:-3}" --seed "${SEED:-7}" --limit "${LIMIT:-600}")
  [ -z "${DATABASE:-}" ] || options+=(--database "$DATABASE")
  bash scripts/build.sh server &&
    CORRIGENDA_SERVER=$TARGET/release/corrigenda-server node tests/kit/soak/main.mjs "${options[@]}"
}

for name in kills slow hunt pages faults; do part "$name" "$name"; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
