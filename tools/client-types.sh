#!/usr/bin/env bash
# Writes the types of a client of the OpenAPI document, test/openapi/client-types.ts. With --check it writes
# nothing and fails if the file is not what it would write.
set -euo pipefail
cd "$(dirname "$0")"
types=../test/openapi/client-types.ts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Members with a default may be left out of a request.
node_modules/.bin/openapi-typescript ../openapi.json --default-non-nullable false --output "$work/types.ts" >/dev/null
formatted=$(cd .. && node_modules/.bin/biome format --stdin-file-path=test/openapi/client-types.ts <"$work/types.ts")

if [ "${1:-}" = --check ]; then
  diff "$types" - <<<"$formatted" || { echo "$types is out of date: npm run client-types writes it." >&2; exit 1; }
else
  printf '%s\n' "$formatted" >"$types"
fi
