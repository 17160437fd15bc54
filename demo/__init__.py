"""The demo newsroom: three made-up sites, served on loopback, for `councilwire demo` and for the tests."""
