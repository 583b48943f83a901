#!/usr/bin/env bash
# Lints the OpenAPI document in the file that is named, ../openapi.json by default. Any finding fails.
set -euo pipefail
document=$(realpath "${1:-$(dirname "$0")/../openapi.json}")
cd "$(dirname "$0")"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

node_modules/.bin/redocly lint --config redocly.yaml "$document"
node_modules/.bin/spectral lint --ruleset spectral.yaml --fail-severity hint "$document"
