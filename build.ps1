# One door to everything: ./build.ps1 VERB [options]. The work is done by the C# program in build/.
$ErrorActionPreference = 'Stop'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:MSBUILDDISABLENODEREUSE = '1'
$build = Join-Path $PSScriptRoot 'build'

# The program runs from a folder named after its sources, so that a running demo never has its files replaced.
$sources = Get-ChildItem -Path "$build/*.cs", "$build/*.csproj", "$build/Cluster/*.cs", "$build/Cluster/*.csproj", "$PSScriptRoot/Directory.*.props", "$PSScriptRoot/global.json"
$hashes = ($sources | Sort-Object FullName | ForEach-Object { (Get-FileHash $_.FullName -Algorithm SHA256).Hash }) -join ''
$stream = [IO.MemoryStream]::new([Text.Encoding]::ASCII.GetBytes($hashes))
$key = 'ps-' + (Get-FileHash -InputStream $stream -Algorithm SHA256).Hash.Substring(0, 16).ToLowerInvariant()
$tool = Join-Path $build "bin/tool/$key"
if (-not (Test-Path "$tool/CadreWorkflow.Build.dll")) {
    Write-Host 'Building the build program'
    if (Test-Path "$tool.part") { Remove-Item -Recurse -Force "$tool.part" }
    dotnet build "$build/Build.csproj" -c Release -o "$tool.part" -v quiet -nologo -clp:NoSummary
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    Move-Item "$tool.part" $tool
}
dotnet "$tool/CadreWorkflow.Build.dll" @args
exit $LASTEXITCODE
