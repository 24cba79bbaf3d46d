#!/usr/bin/env bash
# `make soak`: the fault run against server processes built in release. WORKERS=64 SUBMISSIONS=10000 SERVERS=3 SEED=7 LIMIT=600
# DATABASE=postgres://… change it; DATABASE=postgres starts one of its own. The last line is `N passed, N failed`.
. "$(dirname "$0")/lib.sh"

need_basics
bash scripts/build.sh server
options=(--workers "${WORKERS:-64}" --submissions "${SUBMISSIONS:-10000}" --servers "${SERVERS:-3}" --seed "${SEED:-7}" --limit "${LIMIT:-600}")
[ -z "${DATABASE:-}" ] || options+=(--database "$DATABASE")
CORRIGENDA_SERVER=$TARGET/release/corrigenda-server exec node tests/kit/soak/main.mjs "${options[@]}"
