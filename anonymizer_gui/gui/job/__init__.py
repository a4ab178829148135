"""A job as the window sees it: its store, its runs in threads, and what a person changes."""
