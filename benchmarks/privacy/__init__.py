"""What hiding leaves of faces and plates, in every style, and to those who try to undo it."""
