"""Budgets."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="finance/budget",
    title="Budgets",
    about="Budget decisions, gaps, overspends, settlements, bailouts and reserves.",
    excludes="Any sum spent or saved in passing.",
    iptc="medtop:20000593",
    cues=cues(
        "budget*; settlement; local government finance; funding gap; shortfall; overspend*; deficit*; savings; "
        "saving*; cuts; cut; cutbacks; austerity; reserves; balances; bailout; bail out; exceptional financial "
        "support; capitalisation; capitalisation direction; spending review; spending power; revenue support grant; "
        "business rates; grant; fair funding; fairer funding; medium term financial; financial plan; finances; "
        "financial; cost pressures; pressures; black hole; balance the books; balanced budget; in the red; debt*; "
        "borrow*; loan*; public works loan; bankrupt*; spending; spending controls; section 114; s114; s151; section "
        "151; chief finance officer; treasurer; finance director; chancellor; treasury; autumn budget; provisional "
        "settlement; multi year; inflation; unfunded; national insurance; million; asset sales; sell assets; jobs to "
        "go; redundan*; fees and charges; schools grant; high needs; dedicated schools grant; statutory override; "
        "minimum revenue provision; forecast; barnett; block grant; commercial investment*; needs and resources; "
        "recovery grant; lga; cipfa"
    ),
    floor=0.82,
)
