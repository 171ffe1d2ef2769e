#!/usr/bin/env bash
# One door to everything: ./build.sh VERB [options]. The work is done by the C# program in build/.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

command -v dotnet >/dev/null || {
  echo "The .NET SDK was not found: dotnet must be on PATH. See https://dotnet.microsoft.com/download" >&2
  exit 1
}

# The SDK and npm keep caches at home; without one (some services and containers) they go into the clone.
if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
  export HOME="$root/build/bin/home"
  mkdir -p "$HOME"
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

# The program runs from a folder named after its sources, so that a running demo never has its files replaced.
hash() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }
key="$(cd "$root" && cat build/*.cs build/*.csproj build/Cluster/*.cs build/Cluster/*.csproj Directory.*.props global.json | hash | cut -c1-16)"
tool="$root/build/bin/tool/$key"
if [ ! -f "$tool/CadreWorkflow.Build.dll" ]; then
  mkdir -p "$root/build/bin/tool"
  (
    if command -v flock >/dev/null; then flock 9; fi
    # No compiler server: it would outlive this script, and with it the lock it inherits.
    if [ ! -f "$tool/CadreWorkflow.Build.dll" ]; then
      echo "Building the build program" >&2
      rm -rf "$tool.part"
      dotnet build "$root/build/Build.csproj" -c Release -o "$tool.part" -p:UseSharedCompilation=false -v quiet -nologo </dev/null >"$root/build/bin/build.log" 2>&1 9>&- || {
        cat "$root/build/bin/build.log" >&2
        exit 1
      }
      mv "$tool.part" "$tool"
    fi
  ) 9>"$root/build/bin/build.lock"
fi
exec dotnet "$tool/CadreWorkflow.Build.dll" "$@"
