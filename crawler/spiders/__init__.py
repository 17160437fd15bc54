"""One file per publisher; see docs/adding-a-source.md."""
