; The installer for Windows: for one user, without an administrator. `pack.py` calls makensis with:
;   VERSION, VERSION_NUMBERS  e.g. 0.1.0 and 0.1.0.0
;   DIST                      the program's folder: Anonymizer.exe, anonymizer-cli.exe, _internal
;   ICON                      an .ico file
;   OUT                       the installer to be written
;   LONGEST_PATH              characters of the longest path in the program's folder
;   TENSORFLOW                only for the large installer: a folder in which "tensorflow" is
;   SIGN                      only with a certificate: a command that signs the file behind it
Unicode true
!if /FileExists "${NSISDIR}\Stubs\lzma_solid-amd64-unicode"
  Target amd64-unicode
!else
  Target x86-unicode ; what NSIS for Windows comes with
!endif
!ifdef TENSORFLOW
  SetCompressor zlib ; LZMA takes too long for a gigabyte
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!define NAME "Anonymizer"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define DATA_KEY "Software\${NAME}"
!define DATA_FOLDER "$LOCALAPPDATA\${NAME}"

; What the silent installer ends with, as Windows calls it; software for roll-outs tries 1618 again.
!define FAILED 1603
!define RUNNING 1618
!define UNSUPPORTED 1633

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
ManifestSupportedOS all
ManifestDPIAware true
ManifestLongPathAware true
AllowSkipFiles off
SetOverwrite on

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "CompanyName" "The Anonymizer authors"
VIAddVersionKey "LegalCopyright" "The Anonymizer authors, MIT License"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include x64.nsh

Var PreviousVersion ; empty if there is none on this computer
Var PreviousFolder

!include "wizard.nsh"
!include "running.nsh"
!include "old_version.nsh"
!include "explorer.nsh"

Section "$(PROGRAM)" ProgramSection
  SectionIn RO
  Call RemovePreviousFromElsewhere
  Call WaitUntilNotRunning
  Call SetOldVersionAside
  ClearErrors
  SetOutPath "$INSTDIR\_internal"
  File /r "${DIST}\_internal\*.*"
  SetOutPath "$INSTDIR"
  File "${DIST}\Anonymizer.exe"
  File "${DIST}\anonymizer-cli.exe"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  Call FailIfErrors
  Call RemoveShortcuts
  Call RemoveFromExplorer
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\Anonymizer.exe"
SectionEnd

!ifdef TENSORFLOW
  Section "$(TENSORFLOW)" TensorFlowSection
    ClearErrors
    SetOutPath "$INSTDIR\tensorflow"
    File /r "${TENSORFLOW}\tensorflow\*.*"
    SetOutPath "$INSTDIR"
    Call FailIfErrors
  SectionEnd
!endif

Section "$(EXPLORER)" ExplorerSection
  Call AddToExplorer
SectionEnd

Section /o "$(DESKTOP)" DesktopSection
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\Anonymizer.exe"
SectionEnd

Section "-registration"
  SectionGetSize ${ProgramSection} $0
  !ifdef TENSORFLOW
    ${If} ${SectionIsSelected} ${TensorFlowSection}
      SectionGetSize ${TensorFlowSection} $1
      IntOp $0 $0 + $1
    ${EndIf}
  !endif
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\Anonymizer.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The Anonymizer authors"
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  RMDir /r "$INSTDIR\${OLD}"
  ${RefreshShellIcons}
SectionEnd

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "$(UNSUPPORTED_WINDOWS)" /SD IDOK
    SetErrorLevel ${UNSUPPORTED}
    Quit
  ${EndIf}
  ReadRegStr $PreviousVersion HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $PreviousFolder HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${IfNot} ${FileExists} "$PreviousFolder\Anonymizer.exe" ; the entry roams with the user, the program does not
    StrCpy $PreviousVersion ""
  ${EndIf}
  ${If} $PreviousVersion != ""
    Call KeepPreviousChoices
  ${EndIf}
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
FunctionEnd

; What was chosen the last time is proposed again.
Function KeepPreviousChoices
  ${If} ${FileExists} "$DESKTOP\${NAME}.lnk"
    !insertmacro SelectSection ${DesktopSection}
  ${EndIf}
  ReadRegStr $0 HKCU "${FOLDER_KEY}" ""
  ${If} $0 == ""
    !insertmacro UnselectSection ${ExplorerSection}
  ${EndIf}
FunctionEnd

Function .onInstFailed
  Call PutOldVersionBack
FunctionEnd

Section "un.$(PROGRAM)" un.ProgramSection
  SectionIn RO
  Call un.WaitUntilNotRunning
  Call un.RemoveShortcuts
  Call un.RemoveFromExplorer
  Delete "$INSTDIR\Anonymizer.exe"
  Delete "$INSTDIR\anonymizer-cli.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\tensorflow"
  RMDir /r "$INSTDIR\${OLD}"
  RMDir /r "${DATA_FOLDER}\Cache" ; thumbnails, which are made again
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ${un.RefreshShellIcons}
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  RMDir "$LOCALAPPDATA\Programs" ; if nobody else uses it
SectionEnd

Section /o "un.$(DATA)" un.DataSection
  RMDir /r "${DATA_FOLDER}"
  DeleteRegKey HKCU "${DATA_KEY}"
SectionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PURGE" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${un.DataSection}
  ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${ProgramSection} "$(PROGRAM_ABOUT)"
  !ifdef TENSORFLOW
    !insertmacro MUI_DESCRIPTION_TEXT ${TensorFlowSection} "$(TENSORFLOW_ABOUT)"
  !endif
  !insertmacro MUI_DESCRIPTION_TEXT ${ExplorerSection} "$(EXPLORER_ABOUT)"
  !insertmacro MUI_DESCRIPTION_TEXT ${DesktopSection} "$(DESKTOP_ABOUT)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${un.ProgramSection} "$(UN_PROGRAM_ABOUT)"
  !insertmacro MUI_DESCRIPTION_TEXT ${un.DataSection} "$(UN_DATA_ABOUT)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END
