"""Publishing systems: what many publishers' sites share, written once; a source file names its system and its home."""
