"""The report on a job, for whoever must answer for it, and checking one."""
