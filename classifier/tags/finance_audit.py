"""Audit."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="finance/audit",
    title="Audit",
    about="External and internal audit: opinions, disclaimers, backlogs, public interest reports, fraud.",
    excludes="Inspections of services.",
    iptc="medtop:20000593",
    cues=cues(
        "audit; auditor*; audited; external auditor*; accounts; statement of accounts; disclaim*; disclaimer; "
        "qualified opinion; unqualified; value for money; public interest report; statutory recommendation*; audit "
        "backlog; backstop; grant thornton; ernst; ey; kpmg; deloitte; mazars; forvis; bdo; pwc; psaa; public sector "
        "audit; local audit; audit office; national audit office; nao; nfi; fraud*; fraudster*; corruption; embezzl*; "
        "internal audit; audit committee; audit and governance; redmond; audit commission; objection to the accounts; "
        "unlawful item; section 24; schedule 7; financial statement*; financial reporting council; unaudited; late "
        "accounts; misstat*; counter fraud; theft; false invoice*; whistleblow*; cipfa; wga; whole of government "
        "accounts; valuations; controls; accounts commission; audit scotland; audit wales; missing money; bribe*"
    ),
    floor=0.69,
)
