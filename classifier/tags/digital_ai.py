"""Digital and AI."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="digital-ai",
    title="Digital and AI",
    about="Online services, artificial intelligence, data platforms, connectivity.",
    excludes="Attacks and breaches.",
    iptc="medtop:20001298",
    cues=cues(
        "ai; artificial intelligence; chatgpt; copilot; magic notes; transcri*; chatbot*; algorithm*; machine "
        "learning; automat*; automation; robot*; robotic; digital; digital service*; digitis*; digitalis*; online "
        "portal; portal; app; apps; website*; web site; broadband; fibre; 5g; data platform; data sharing; cloud; "
        "software; erp; oracle; sap; it system; ict; legacy system*; low code; case management; user research; user "
        "centred; technology; tech; smart city; sensor*; internet of things; digital inclusion; digital exclusion; "
        "devices; online form*; predictive; analytics; data; dashboard; gov uk notify; localgov drupal; open source; "
        "govtech; cio; chief digital; digital twin; webchat; facial recognition; drone*; virtual; liquidlogic; "
        "mosaic; transformation; socitm; loti"
    ),
    floor=0.59,
)
