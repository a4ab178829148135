"""The boxes of one photo while a person works on them: state and edits, without widgets."""
