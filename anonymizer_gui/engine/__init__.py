"""The job: reading, detecting, obfuscating and writing many photos."""
