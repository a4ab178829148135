"""What the program knows without a window or a network: boxes, settings, photo files, records."""
