#!/usr/bin/env bash
# Installs what is missing: Debian packages (as root) and the CNI plugins (with Go 1.24 or newer).
#   setup.sh BIN [PACKAGE…]   BIN: where the plugins go
set -euo pipefail
bin=$1
shift

missing=()
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
  options=(-o DPkg::Lock::Timeout=600 -o Acquire::Retries=5 -qq)
  apt-get "${options[@]}" update || true # a broken source of somebody else is no reason to stop
  DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
fi

plugins=github.com/containernetworking/plugins/plugins
programs=(
  "$plugins/main/bridge@v1.9.1"
  "$plugins/main/macvlan@v1.9.1"
  "$plugins/ipam/static@v1.9.1"
  "$plugins/ipam/host-local@v1.9.1"
  github.com/containernetworking/cni/cnitool@v1.3.1
)
export PATH=$PATH:/usr/local/go/bin GOBIN=$bin
for program in "${programs[@]}"; do
  name=${program##*/}
  [ -x "$bin/${name%@*}" ] && continue
  command -v go >/dev/null || { echo 'Go 1.24 or newer is needed to build the CNI plugins' >&2; exit 1; }
  go install "$program" # one at a time: programs of different modules cannot share a call
done
