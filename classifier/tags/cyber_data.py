"""Cyber and data protection."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="cyber-data",
    title="Cyber and data protection",
    about="Attacks, breaches, freedom of information, data protection findings.",
    excludes="New digital services.",
    iptc="medtop:13000000",
    cues=cues(
        "cyber*; cyberattack*; cyber attack*; ransomware; hack*; hacker*; hacked; malware; phish*; data breach*; "
        "breach of data; data protection; information commissioner*; ico; gdpr; personal data; personal information; "
        "freedom of information; foi; foia; subject access; leak*; leaked; email* sent; wrong address; unencrypted; "
        "encrypt*; stolen laptop*; laptop*; it outage; outage; systems offline; system* down; ncsc; dark web; stolen "
        "data; records exposed; published online by mistake; spreadsheet; redact*; information rights; transparency; "
        "it systems; passwords; data loss; privacy; surveillance; network*; incident"
    ),
    floor=0.7,
)
