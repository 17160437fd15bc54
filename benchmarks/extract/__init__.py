"""Extraction against its peers: quality on pages with truth, and pages per CPU-second, in one table."""
