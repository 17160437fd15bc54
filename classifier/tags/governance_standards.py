"""Governance and standards."""

from classifier.tag import Tag

tag = Tag(
    slug="governance-standards",
    title="Governance and standards",
    about="Conduct, standards findings, call-ins, secrecy, monitoring officers, petitions, inquiries into a council.",
    excludes="A scrutiny committee that merely heard something.",
    iptc="medtop:20000649",
    floor=0.82,
)
