# defender.ps1 FOLDER: fails if Microsoft Defender finds something in FOLDER, or does not look.
param([Parameter(Mandatory)] [string] $Folder)
$ErrorActionPreference = 'Stop'

$scanner = Get-ChildItem @(
    "$env:ProgramData\Microsoft\Windows Defender\Platform\*\MpCmdRun.exe"
    "$env:ProgramFiles\Windows Defender\MpCmdRun.exe"
) -ErrorAction SilentlyContinue | Select-Object -First 1
if (-not $scanner) { throw 'Defender is not there' }

# Without remediation the exclusions of the machine do not count.
function Test-Clean([string] $Path) {
    $said = & $scanner.FullName -Scan -ScanType 3 -File $Path -DisableRemediation | Out-String
    Write-Host $said
    if ($LASTEXITCODE -eq 2) { return $false }
    if ($LASTEXITCODE -ne 0 -or $said -notmatch 'found no threats') { throw "not scanned: $Path" }
    return $true
}

& $scanner.FullName -SignatureUpdate | Write-Host

# The harmless file that every scanner must find; in two halves, or it would find this script.
$known = Join-Path ([IO.Path]::GetTempPath()) 'eicar.txt'
$halves = 'X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'
[IO.File]::WriteAllText($known, -join $halves)
if (Test-Clean $known) { throw 'Defender finds nothing at all' }
Remove-Item $known -ErrorAction SilentlyContinue

Get-ChildItem $Folder -File | ForEach-Object {
    if (-not (Test-Clean $_.FullName)) { throw "Defender finds something in $($_.Name)" }
}
