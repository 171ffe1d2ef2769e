# One door to everything: ./build.ps1 VERB [options]. The work is done by the C# program in build/.
$ErrorActionPreference = 'Stop'
dotnet run --project "$PSScriptRoot/build/Build.csproj" --verbosity quiet -- @args
exit $LASTEXITCODE
