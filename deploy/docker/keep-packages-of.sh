#!/bin/sh
# keep-packages-of.sh APP_FOLDER: leaves in ./node_modules what that app needs at run time on this machine, and nothing else.
set -eu
npm ci --omit=dev --no-audit --no-fund --ignore-scripts --workspace "$1"
# Links into the workspace, whose code is in the built files already.
rm -rf node_modules/@genvideo node_modules/.bin node_modules/.cache
# The Temporal SDK brings its native part for five platforms, about 28 MB each.
releases=node_modules/@temporalio/core-bridge/releases
if [ -d "$releases" ]; then
  case "$(uname -m)" in
    x86_64) keep=x86_64-unknown-linux-gnu ;;
    aarch64 | arm64) keep=aarch64-unknown-linux-gnu ;;
    *) keep=none ;;
  esac
  if [ -d "$releases/$keep" ]; then
    find "$releases" -mindepth 1 -maxdepth 1 ! -name "$keep" -exec rm -rf {} +
  fi
fi
find node_modules \( -name '*.map' -o -name '*.d.ts' \) -type f -delete
