; The old version is set aside as a whole: nothing of it is mixed with the new one, and it comes back
; if the new one cannot be installed.
!define OLD "old version"

!macro ForEachPart MACRO
  !insertmacro ${MACRO} "_internal"
  !insertmacro ${MACRO} "tensorflow"
  !insertmacro ${MACRO} "Anonymizer.exe"
  !insertmacro ${MACRO} "anonymizer-cli.exe"
!macroend

!macro SetAside PART
  ${If} ${FileExists} "$INSTDIR\${PART}"
    CreateDirectory "$INSTDIR\${OLD}"
    Rename "$INSTDIR\${PART}" "$INSTDIR\${OLD}\${PART}"
  ${EndIf}
!macroend

!macro PutBack PART
  ${If} ${FileExists} "$INSTDIR\${OLD}\${PART}"
    RMDir /r "$INSTDIR\${PART}"
    Delete "$INSTDIR\${PART}"
    Rename "$INSTDIR\${OLD}\${PART}" "$INSTDIR\${PART}"
  ${EndIf}
!macroend

Function SetOldVersionAside
  RMDir /r "$INSTDIR\${OLD}"
  ClearErrors
  !insertmacro ForEachPart SetAside
  ${If} ${Errors}
    SetErrorLevel ${FAILED}
    Abort "$(CANNOT_REPLACE)"
  ${EndIf}
FunctionEnd

Function PutOldVersionBack
  SetOutPath "$TEMP" ; the folder in which files are written cannot be renamed
  !insertmacro ForEachPart PutBack
  RMDir "$INSTDIR\${OLD}"
FunctionEnd

Function FailIfErrors
  ${If} ${Errors}
    SetErrorLevel ${FAILED}
    Abort "$(CANNOT_WRITE)"
  ${EndIf}
FunctionEnd

; There is one program a user: a copy in another folder would stay behind without an uninstaller.
Function RemovePreviousFromElsewhere
  ${If} $PreviousFolder == ""
  ${OrIf} $PreviousFolder == $INSTDIR
  ${OrIfNot} ${FileExists} "$PreviousFolder\Uninstall.exe"
    Return
  ${EndIf}
  ExecWait '"$PreviousFolder\Uninstall.exe" /S _?=$PreviousFolder' $0
  ${If} $0 != 0
    SetErrorLevel $0
    Abort "$(PROGRAM_IS_RUNNING)"
  ${EndIf}
  Delete "$PreviousFolder\Uninstall.exe"
  RMDir "$PreviousFolder"
FunctionEnd
