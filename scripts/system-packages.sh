#!/usr/bin/env bash
# What the tests need from the system: a Chromium for the page's tests. Installed with apt where we are root; elsewhere
# the browser tests say that it is missing and are skipped.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing Chromium for the page's tests"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
  echo "no Chromium found and none can be installed here: the page's tests will be skipped" >&2
fi
