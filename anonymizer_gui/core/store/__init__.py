"""The job store: everything known about a job, in one SQLite file that outlives the program."""
