; "Anonymise with Anonymizer" in the menus of folders and photos, and the shortcuts. Several photos go
; by "Send to", which starts the program once for all of them.
!define CLASSES "Software\Classes"
!define FOLDER_KEY "${CLASSES}\Directory\shell\${NAME}"
!define INSIDE_FOLDER_KEY "${CLASSES}\Directory\Background\shell\${NAME}"

!macro ForEachPhoto MACRO
  !insertmacro ${MACRO} "bmp"
  !insertmacro ${MACRO} "heic"
  !insertmacro ${MACRO} "heif"
  !insertmacro ${MACRO} "jfif"
  !insertmacro ${MACRO} "jpe"
  !insertmacro ${MACRO} "jpeg"
  !insertmacro ${MACRO} "jpg"
  !insertmacro ${MACRO} "png"
  !insertmacro ${MACRO} "tif"
  !insertmacro ${MACRO} "tiff"
  !insertmacro ${MACRO} "webp"
!macroend

; For one file at a time: Explorer would start the program once for each of several.
!macro AddVerb KEY ARGUMENT
  WriteRegStr HKCU "${KEY}" "" "$(EXPLORER_VERB)"
  WriteRegStr HKCU "${KEY}" "Icon" "$INSTDIR\Anonymizer.exe,0"
  WriteRegStr HKCU "${KEY}" "MultiSelectModel" "Single"
  WriteRegStr HKCU "${KEY}\command" "" '"$INSTDIR\Anonymizer.exe" "${ARGUMENT}"'
!macroend

!macro AddPhoto ENDING
  !insertmacro AddVerb "${CLASSES}\SystemFileAssociations\.${ENDING}\shell\${NAME}" "%1"
!macroend

Function AddToExplorer
  !insertmacro AddVerb "${FOLDER_KEY}" "%1"
  !insertmacro AddVerb "${INSIDE_FOLDER_KEY}" "%V\." ; else the backslash of D:\ would hide the quote
  !insertmacro ForEachPhoto AddPhoto
  CreateShortcut "$SENDTO\${NAME}.lnk" "$INSTDIR\Anonymizer.exe"
FunctionEnd

!macro RemovePhoto ENDING
  DeleteRegKey HKCU "${CLASSES}\SystemFileAssociations\.${ENDING}\shell\${NAME}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\.${ENDING}\shell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\.${ENDING}"
!macroend

!macro Remove UN
  Function ${UN}RemoveFromExplorer
    Delete "$SENDTO\${NAME}.lnk"
    DeleteRegKey HKCU "${FOLDER_KEY}"
    DeleteRegKey HKCU "${INSIDE_FOLDER_KEY}"
    !insertmacro ForEachPhoto RemovePhoto
    DeleteRegKey /ifempty HKCU "${CLASSES}\Directory\Background\shell"
    DeleteRegKey /ifempty HKCU "${CLASSES}\Directory\Background"
    DeleteRegKey /ifempty HKCU "${CLASSES}\Directory\shell"
    DeleteRegKey /ifempty HKCU "${CLASSES}\Directory"
    DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations"
  FunctionEnd

  Function ${UN}RemoveShortcuts
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
  FunctionEnd
!macroend

!insertmacro Remove ""
!insertmacro Remove "un."
