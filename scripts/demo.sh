#!/usr/bin/env bash
# `make demo`: installs what is missing, builds in release, and serves the workbench with the reference server.
# Options, as make variables or in the environment: PORT=8787, TASKS=file.jsonl, OPEN=1 (shows it in the browser).
. "$(dirname "$0")/lib.sh"

PORT=${PORT:-8787}
TASKS=${TASKS:-}

need_basics
# What can be refused is refused before anything long begins.
DATABASE=$(node scripts/preflight.mjs "$PORT" "$TASKS") || exit 1
bash scripts/tools.sh build
bash scripts/build.sh dist server
mkdir -p data
exec node scripts/serve.mjs "$TARGET/release/corrigenda-server" "$PORT" "$DATABASE" "${TASKS:-sample/tasks.jsonl}" "${OPEN:-}"
