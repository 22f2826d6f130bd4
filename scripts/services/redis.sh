#!/usr/bin/env bash
# redis.sh FOLDER start|stop|kill|restart
# A Redis of its own: data, append-only file and log in FOLDER, on the port that FOLDER/port names, on this machine only.
#   start    starts it and waits until it answers (nothing if it runs)
#   stop     asks it to end (SIGTERM) and waits
#   kill     ends it at once (SIGKILL) and waits; what was written stays in the append-only file
#   restart  kill, then start, on the same port and data
set -euo pipefail
FOLDER="$1"
. "$(dirname "${BASH_SOURCE[0]}")/process.sh"

install_redis() {
  command -v redis-server >/dev/null && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo 'There is no redis-server on the PATH, and only root on a machine with apt-get can install it here: install Redis 6.2 or newer.' >&2
    exit 1
  fi
  { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends redis-server ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends redis-server; }; } >"$FOLDER/install.log" 2>&1 ||
    { tail -20 "$FOLDER/install.log" >&2; exit 1; }
}

start() {
  install_redis
  # Every write reaches the disk before its answer, so that a killed server forgets nothing; noeviction is what BullMQ asks for.
  setsid redis-server --bind 127.0.0.1 --port "$(cat "$FOLDER/port")" --dir "$FOLDER" --logfile "$FOLDER/server.log" \
    --appendonly yes --appendfsync always --save '' --maxmemory-policy noeviction </dev/null >/dev/null 2>&1 &
  remember $!
  for _ in $(seq 1 200); do
    [ "$(redis-cli -h 127.0.0.1 -p "$(cat "$FOLDER/port")" ping 2>/dev/null)" = PONG ] && return
    running || break
    sleep 0.05
  done
  tail -20 "$FOLDER/server.log" >&2
  echo "Redis did not answer on port $(cat "$FOLDER/port")." >&2
  exit 1
}

serve "$2"
