#!/usr/bin/env bash
# postgres.sh FOLDER start|stop|kill|restart
# A PostgreSQL of its own: data and log in FOLDER, on the port that FOLDER/port names, on this machine only, with the user `postgres` of the password in FOLDER/password.
#   start    starts it and waits until it answers (nothing if it runs)
#   stop     asks it to end (SIGINT: a fast shutdown) and waits
#   kill     ends it at once (SIGKILL) and waits; what was committed stays
#   restart  kill, then start, on the same port and data
set -euo pipefail
FOLDER="$1"
. "$(dirname "${BASH_SOURCE[0]}")/process.sh"

install_postgres() {
  BINARIES="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)"
  [ -n "$BINARIES" ] && return
  BINARIES="$(dirname "$(command -v postgres || true)")"
  [ -x "$BINARIES/initdb" ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo 'There is no PostgreSQL here, and only root on a machine with apt-get can install it: install PostgreSQL 15 or newer.' >&2
    exit 1
  fi
  { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; }; } >"$FOLDER/install.log" 2>&1 ||
    { tail -20 "$FOLDER/install.log" >&2; exit 1; }
  BINARIES="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)"
}

# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

make_cluster() {
  [ ! -e "$FOLDER/data/PG_VERSION" ] || return 0
  node -p 'require("node:crypto").randomBytes(16).toString("hex")' >"$FOLDER/password"
  [ "$(id -u)" != 0 ] || { chown -R postgres:postgres "$FOLDER"; chmod a+x "$(dirname "$FOLDER")"; }
  as_owner "$BINARIES/initdb" -D "$FOLDER/data" -U postgres -A scram-sha-256 --pwfile="$FOLDER/password" -E UTF8 --locale=C.UTF-8 \
    >"$FOLDER/initdb.log" 2>&1 || { tail -20 "$FOLDER/initdb.log" >&2; exit 1; }
}

start() {
  install_postgres
  make_cluster
  rm -f "$FOLDER/data/postmaster.pid"
  as_owner setsid "$BINARIES/postgres" -D "$FOLDER/data" -c listen_addresses=127.0.0.1 -c port="$(cat "$FOLDER/port")" \
    -c unix_socket_directories= -c max_connections=200 </dev/null >>"$FOLDER/server.log" 2>&1 &
  for _ in $(seq 1 300); do
    if "$BINARIES/pg_isready" -q -h 127.0.0.1 -p "$(cat "$FOLDER/port")"; then
      remember "$(head -1 "$FOLDER/data/postmaster.pid")"
      return
    fi
    sleep 0.1
  done
  tail -20 "$FOLDER/server.log" >&2
  echo "PostgreSQL did not answer on port $(cat "$FOLDER/port")." >&2
  exit 1
}

# A fast shutdown ends its sessions; SIGTERM would wait for them.
case "$2" in stop) end_with INT ;; *) serve "$2" ;; esac
