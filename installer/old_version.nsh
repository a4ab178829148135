; The old version is set aside as a whole: nothing of it is mixed with the new one, and it comes back
; if the new one cannot be installed.
!define OLD "old version"
Var IsAside

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
  StrCpy $0 0
  ${Do} ; what an earlier run could not remove is not the old version
    RMDir /r "$INSTDIR\${OLD}"
    ${IfNotThen} ${FileExists} "$INSTDIR\${OLD}" ${|} ${ExitDo} ${|}
    Call WaitOrFail
  ${Loop}
  StrCpy $IsAside "yes"
  ${Do}
    ClearErrors
    !insertmacro ForEachPart SetAside
    ${IfNotThen} ${Errors} ${|} ${ExitDo} ${|}
    Call WaitOrFail
  ${Loop}
FunctionEnd

; A virus scanner may be looking at a file. $0: how often it was tried.
Function WaitOrFail
  IntOp $0 $0 + 1
  ${If} $0 >= 10
    SetErrorLevel ${FAILED}
    Abort "$(CANNOT_REPLACE)"
  ${EndIf}
  Sleep 500
FunctionEnd

Function PutOldVersionBack
  ${If} $IsAside == "yes"
    SetOutPath "$TEMP" ; the folder in which files are written cannot be renamed
    !insertmacro ForEachPart PutBack
    RMDir "$INSTDIR\${OLD}"
  ${EndIf}
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
