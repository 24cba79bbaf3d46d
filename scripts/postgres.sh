#!/usr/bin/env bash
# Starts a PostgreSQL of its own in a temporary folder, as a user who is not root, prints its URL, and stops it when standard
# input ends. Says why and exits 3 where none can be started. PG_BIN names the folder of its programs; FSYNC=off is for tests.
set -u

none() { echo "no PostgreSQL: $*"; exit 3; }

bin=${PG_BIN:-}
if [ -z "$bin" ]; then
  bin=$(ls -d /usr/lib/postgresql/*/bin /usr/local/opt/postgresql*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /none/initdb)")
fi
[ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] || none "initdb and postgres are not there (on Debian: apt-get install postgresql)"

as=()
if [ "$(id -u)" = 0 ]; then
  for user in postgres nobody; do id "$user" >/dev/null 2>&1 && break; done
  command -v runuser >/dev/null && id "$user" >/dev/null 2>&1 || none "it does not run as root, and there is no other user"
  as=(runuser -u "$user" --)
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/corrigenda-pg.XXXXXX") || none "there is no room for temporary files"
server=
end() {
  if [ -n "$server" ]; then kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null; fi
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 143' TERM INT HUP
[ "${#as[@]}" = 0 ] || chown "$user" "$folder"

cd "$folder" || exit 1
"${as[@]}" "$bin/initdb" -D "$folder/data" -U corrigenda -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 ||
  none "initdb failed: $(tail -n 1 "$folder/log")"
options=(-c listen_addresses= -c max_connections=200 -c "fsync=${FSYNC:-on}" -c timezone=UTC)
"${as[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" "${options[@]}" >>"$folder/log" 2>&1 </dev/null &
runner=$!
for _ in $(seq 1 300); do
  kill -0 "$runner" 2>/dev/null || none "it ended: $(tail -n 1 "$folder/log")"
  if [ -f "$folder/data/postmaster.pid" ] && grep -q ready "$folder/data/postmaster.pid"; then
    server=$(head -n 1 "$folder/data/postmaster.pid")
    break
  fi
  sleep 0.05
done
[ -n "$server" ] || none "it did not start within 15 s"
echo "postgres://corrigenda@localhost/postgres?host=$folder"
cat >/dev/null
kill -INT "$server"
wait "$runner" 2>/dev/null
server=
