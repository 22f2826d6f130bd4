#!/usr/bin/env bash
# Holds a running API to its OpenAPI document by schemathesis (PyPI), all checks, for a minute and a half at most: made-up requests, good and bad, with an
# administrator's key and without one. Skipped, with a sentence, where there is no Python 3.10 or no package index.
#   scripts/schemathesis.sh [--seed N …]    more words go to schemathesis; the same requests each time, unless another seed is given
set -euo pipefail
cd "$(dirname "$0")/.."
version='4.32.5'

skip() {
  echo "Skipped: schemathesis, since $1."
  exit 0
}

command -v python3 >/dev/null || skip 'this machine has no python3'
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip 'its python3 is older than 3.10'
work="$(mktemp -d)"
server=''
finish() {
  [ -z "$server" ] || { kill "$server" && wait "$server" || true; }
  rm -rf "$work"
}
trap finish EXIT

tool="${LEXHOP_SCHEMATHESIS:-$work/venv/bin/schemathesis}"
if [ ! -x "$tool" ]; then
  python3 -m venv "$work/venv" 2>/dev/null || skip 'python3 makes no virtual environment here'
  "$work/venv/bin/pip" install --quiet "schemathesis==$version" 2>"$work/pip" || skip "pip can't install it ($(tail -1 "$work/pip"))"
fi

key="$(node -e "process.stdout.write(require('node:crypto').randomBytes(32).toString('base64url'))")"
entry="fuzz:admin:$(printf %s "$key" | sha256sum | cut -d' ' -f1)"
LEXHOP_DATA_DIR="$work/data" LEXHOP_PORT=0 LEXHOP_EMBEDDING_CHAIN=mock LEXHOP_API_KEYS="$entry" \
  node bundle/api.js >"$work/said" 2>"$work/log" &
server="$!"
until grep -q 'answers at' "$work/said"; do
  kill -0 "$server" 2>/dev/null || { cat "$work/log"; exit 1; }
  sleep 0.2
done
url="$(sed -n 's/^LexHop answers at \([^ ]*\).*/\1/p' "$work/said")"

ask() { curl --silent --show-error --fail --output /dev/null --header "authorization: Bearer $key" "$@"; }
ask -F files=@data/intellectual-property.ChLaw.json "$url/api/v1/graphs/sample/statutes"
ask -F files=@data/intellectual-property.question-bank.jsonl "$url/api/v1/graphs/sample/questions"
ask -X POST "$url/api/v1/graphs/sample/builds"
ask "$url/api/v1/graphs/sample/builds/1/events"

# One worker: where two threads of one Python parse source at a time, which hypothesis does, it may end with a SystemError (CPython issue 106905).
hold() { "$tool" --no-color --config-file scripts/schemathesis.toml run --seed 20 "$url/api/v1/openapi.json" --workers 1 --request-timeout 30 "$@"; }
curl --silent --fail --header "authorization: Bearer $key" "$url/api/v1/openapi.json" >"$work/openapi.json"
echo 'With a key:'
hold --header "Authorization: Bearer $key" --checks all --phases examples,coverage,fuzzing --max-examples 6 --max-time 60 "$@" || status=1
echo 'Without a key:'
"$tool" --no-color run "$work/openapi.json" --seed 20 --url "$url" --workers 1 --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
  --phases coverage --max-time 20 || status=1
if grep -F 'A request failed' "$work/log"; then
  echo 'The server failed inside at these.'
  status=1
fi
exit "${status:-0}"
