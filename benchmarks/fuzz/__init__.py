"""The API under schemathesis: whatever its description allows, and much that it does not."""
