; The pages of installer and uninstaller, in the language of Windows.
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"

Var Welcome

!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$Welcome"
!define MUI_PAGE_CUSTOMFUNCTION_PRE TellOfPreviousVersion
!insertmacro MUI_PAGE_WELCOME

!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_PAGE_HEADER_SUBTEXT "$(COMPONENTS_SUBTITLE)"
!define MUI_COMPONENTSPAGE_TEXT_TOP " "
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST " "
!insertmacro MUI_PAGE_COMPONENTS

!define MUI_DIRECTORYPAGE_TEXT_TOP "$(DIRECTORY_TOP)"
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipIfInstalled
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY

!insertmacro MUI_PAGE_INSTFILES

!define MUI_FINISHPAGE_TITLE "$(FINISH_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(FINISH_TEXT)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Anonymizer.exe"
!insertmacro MUI_PAGE_FINISH

!define MUI_COMPONENTSPAGE_TEXT_TOP "$(UN_COMPONENTS_TOP)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST " "
!define MUI_PAGE_HEADER_TEXT "$(UN_COMPONENTS_TITLE)"
!define MUI_PAGE_HEADER_SUBTEXT "$(UN_COMPONENTS_SUBTITLE)"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.HideSpaceRequired
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Dutch"
!include "text_en.nsh"
!include "text_nl.nsh"

Function TellOfPreviousVersion
  ${If} $PreviousVersion == ""
    StrCpy $Welcome "$(WELCOME_NEW)"
  ${ElseIf} $PreviousVersion == "${VERSION}"
    StrCpy $Welcome "$(WELCOME_REPAIR)"
  ${Else}
    StrCpy $Welcome "$(WELCOME_UPDATE)"
  ${EndIf}
FunctionEnd

Function SkipIfInstalled
  ${If} ${FileExists} "$INSTDIR\Anonymizer.exe"
    Abort
  ${EndIf}
FunctionEnd

; Windows opens no path of 260 characters and more, unless it was told to; "\old version\" counts too.
!define /math LONGEST_FOLDER 246 - ${LONGEST_PATH}

Function CheckFolder
  StrLen $0 "$INSTDIR"
  ${If} $0 > ${LONGEST_FOLDER}
    MessageBox MB_ICONSTOP "$(FOLDER_TOO_LONG)" /SD IDOK
    Call RefuseFolder
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\Anonymizer.exe"
  ${AndIf} $INSTDIR != $PreviousFolder
    MessageBox MB_ICONSTOP "$(FOLDER_TAKEN)" /SD IDOK
    Call RefuseFolder
  ${EndIf}
FunctionEnd

Function RefuseFolder
  ${If} ${Silent}
    SetErrorLevel ${FAILED}
    Quit
  ${EndIf}
  Abort ; the page stays
FunctionEnd

Function un.HideSpaceRequired
  FindWindow $0 "#32770" "" $HWNDPARENT
  GetDlgItem $0 $0 1023
  ShowWindow $0 ${SW_HIDE}
FunctionEnd
