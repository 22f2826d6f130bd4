# Sourced by postgres.sh, redis.sh and neo4j.sh: one process per FOLDER, known by FOLDER/pid. The script that sources it defines `start`.
mkdir -p "$FOLDER"
[ -s "$FOLDER/port" ] ||
  node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})' >"$FOLDER/port"

remember() { echo "$1" >"$FOLDER/pid"; }

running() { [ -s "$FOLDER/pid" ] && kill -0 "$(cat "$FOLDER/pid")" 2>/dev/null; }

end_with() {
  running || return 0
  kill -s "$1" "$(cat "$FOLDER/pid")"
  for _ in $(seq 1 300); do
    running || break
    sleep 0.1
  done
  ! running || kill -s KILL "$(cat "$FOLDER/pid")"
  rm -f "$FOLDER/pid"
}

serve() {
  case "$1" in
    start) running || start ;;
    stop) end_with TERM ;;
    kill) end_with KILL ;;
    restart) end_with KILL; start ;;
    *) echo "Say start, stop, kill or restart, not $1." >&2; exit 2 ;;
  esac
}
