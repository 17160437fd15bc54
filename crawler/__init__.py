"""From a publisher's site to clean text: channels, fetch, archive, extract, store."""
