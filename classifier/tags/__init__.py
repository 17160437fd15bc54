"""One file per tag; see docs/adding-a-tag.md."""
