#!/usr/bin/env bash
# Loads what we write with the libraries that others read it with (Python, in target/interop). What cannot be had is said.
. "$(dirname "$0")/lib.sh"

need_basics
have python3 || fail "Python 3.10 or later is needed, and python3 is not on PATH."
HERE=$TARGET/interop
mkdir -p "$HERE/logs"
if [ ! -x "$HERE/venv/bin/pip" ]; then
  say "Making a Python environment in $HERE/venv."
  python3 -m venv "$HERE/venv" >"$HERE/logs/venv.log" 2>&1 || fail "python3 -m venv failed: on Debian, \`apt-get install python3-venv\`."
fi

# install NAME ARGUMENTS…: a package that cannot be had is not the end; its checks are skipped with the reason.
install() {
  local name=$1
  shift
  "$HERE/venv/bin/python" -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('$name') is None)" && return
  say "Installing $*."
  "$HERE/venv/bin/pip" install --quiet --disable-pip-version-check "$@" >"$HERE/logs/$name.log" 2>&1 ||
    say " - $name could not be installed: $(tail -n 1 "$HERE/logs/$name.log")"
}

install datasets datasets
# Without what they train or parse with: only what they check formats by is used.
install trl --no-deps trl
install errant --no-deps errant
install label_studio_sdk label-studio-sdk

cargo run --quiet --locked --example interop -- "$HERE/files" || fail "the files could not be written."
good=0
HF_HUB_OFFLINE=1 HF_DATASETS_DISABLE_PROGRESS_BARS=1 "$HERE/venv/bin/python" interop/check.py "$HERE/files" || good=1
bash scripts/interop-label-studio.sh || good=1
exit "$good"
