"""Finding faces and plates: network files, checking them, scales and tiles."""
