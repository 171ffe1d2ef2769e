#!/usr/bin/env bash
# One door to everything: ./build.sh VERB [options]. The work is done by the C# program in build/.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
exec dotnet run --project "$root/build/Build.csproj" --verbosity quiet -- "$@"
