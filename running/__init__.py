"""How the machine runs it: progress on long work, the schedule, the process beside the server, and the doctor."""
