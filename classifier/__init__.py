"""From clean text to tagged stories: tags, judgements, authorities, stories."""
