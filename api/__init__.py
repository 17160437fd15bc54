"""Tagged stories for people and programs: pages, JSON, feeds and files."""
