"""The photo formats: each module reads one, writes it back, and takes hidden previews out of it."""
