#!/usr/bin/env bash
# A real Label Studio of its own on a free port: `label-studio.sh FOLDER` installs it there where it is not yet, starts it with
# one account, prints `URL TOKEN EMAIL PASSWORD`, and stops it when standard input ends. Exits 3 and says why where it cannot.
# LABEL_STUDIO_PROGRAM names one that is installed already.
set -u

none() { echo "no Label Studio: $*"; exit 3; }

mkdir -p "$1" && folder=$(cd "$1" && pwd) || none "$1 cannot be written"
program=${LABEL_STUDIO_PROGRAM:-$folder/venv/bin/label-studio}
if [ ! -x "$program" ]; then
  echo "Installing Label Studio in $folder: some minutes, 1 GB." >&2
  { [ -d "$folder/venv" ] || python3 -m venv "$folder/venv"; } >"$folder/install.log" 2>&1 || none "python3 -m venv failed"
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check label-studio >>"$folder/install.log" 2>&1 ||
    none "it could not be installed: $(tail -n 1 "$folder/install.log")"
fi

random() { python3 -c 'import secrets; print(secrets.token_hex(20))'; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
token=$(random) password=$(random) email=admin@example.com
data=$(mktemp -d "${TMPDIR:-/tmp}/corrigenda-ls.XXXXXX") || none "there is no room for temporary files"
server=
end() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; fi
  rm -rf "$data"
}
trap end EXIT
trap 'exit 143' TERM INT HUP

# Nothing is told to anybody: both addresses have defaults, and have to be set to nothing.
export LABEL_STUDIO_BASE_DATA_DIR=$data COLLECT_ANALYTICS=False LATEST_VERSION_CHECK=False SENTRY_DSN='' FRONTEND_SENTRY_DSN=''
export FEATURE_FLAGS_OFFLINE=True LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN=True LOG_LEVEL=WARNING DEBUG=False
"$program" start --no-browser --internal-host 127.0.0.1 --port "$port" --data-dir "$data" --username "$email" \
  --password "$password" --user-token "$token" --enable-legacy-api-token >"$data/log" 2>&1 </dev/null &
server=$!
for _ in $(seq 1 600); do
  kill -0 "$server" 2>/dev/null || none "it ended: $(tail -n 1 "$data/log")"
  if python3 - "$port" <<'PY'
import sys, urllib.request
try:
    urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/health", timeout=2)
except OSError:
    sys.exit(1)
PY
  then
    echo "http://127.0.0.1:$port $token $email $password"
    cat >/dev/null
    exit 0
  fi
  sleep 0.5
done
none "it did not start within 5 minutes"
