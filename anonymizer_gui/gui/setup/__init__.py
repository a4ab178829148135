"""Before a job: the start page, and the page of a new job."""
