#!/usr/bin/env bash
# `make soak`: the kill run (the page killed KILLS=200 times in Chromium), then the fault run against server processes built in
# release, or those of SOAK="kills faults". WORKERS=64 SUBMISSIONS=10000 SERVERS=3 SEED=7 LIMIT=600
# DATABASE=postgres://… change it; DATABASE=postgres starts one of its own. The last line is `N passed, N failed`.
. "$(dirname "$0")/lib.sh"

need_basics
read -ra wanted <<<"${SOAK:-kills faults}"
status=0
if [[ " ${wanted[*]} " == *" kills "* ]]; then
  bash scripts/tools.sh bench
  bash scripts/build.sh dist
  node tests/e2e/lib/kills.mjs --kills "${KILLS:-200}" --seed "${SEED:-7}" || status=1
fi
[[ " ${wanted[*]} " == *" faults "* ]] || exit "$status"
bash scripts/build.sh server
options=(--workers "${WORKERS:-64}" --submissions "${SUBMISSIONS:-10000}" --servers "${SERVERS:-3}" --seed "${SEED:-7}" --limit "${LIMIT:-600}")
[ -z "${DATABASE:-}" ] || options+=(--database "$DATABASE")
CORRIGENDA_SERVER=$TARGET/release/corrigenda-server node tests/kit/soak/main.mjs "${options[@]}" || status=1
exit "$status"
