; No file of a running program can be replaced: it must be closed first.
!macro WaitUntilNotRunning UN
  Function ${UN}WaitUntilNotRunning
    StrCpy $1 0 ; how often it was tried
    ${Do}
      Call ${UN}IsRunning
      ${IfThen} $0 == "no" ${|} ${ExitDo} ${|}
      ${If} ${Silent}
        IntOp $1 $1 + 1
        Sleep 500 ; whoever starts this may just have closed it
      ${Else}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(PROGRAM_IS_RUNNING)" /SD IDCANCEL IDRETRY +2
        StrCpy $1 10
      ${EndIf}
      ${If} $1 >= 10
        SetErrorLevel ${RUNNING}
        Abort "$(PROGRAM_IS_RUNNING)"
      ${EndIf}
    ${Loop}
  FunctionEnd

  ; $0: "yes" or "no". Windows lets nobody write to a program that runs.
  Function ${UN}IsRunning
    StrCpy $0 "no"
    !insertmacro CheckProgram "Anonymizer.exe"
    !insertmacro CheckProgram "anonymizer-cli.exe"
  FunctionEnd
!macroend

!macro CheckProgram FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $2 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      StrCpy $0 "yes"
    ${Else}
      FileClose $2
    ${EndIf}
  ${EndIf}
!macroend

!insertmacro WaitUntilNotRunning ""
!insertmacro WaitUntilNotRunning "un."
