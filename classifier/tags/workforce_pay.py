"""Pay."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="workforce/pay",
    title="Pay",
    about="Pay offers and awards, allowances, equal pay, severance and redundancy terms.",
    excludes="Working hours as such.",
    iptc="medtop:20000518",
    cues=cues(
        "pay; pay award; pay offer; pay deal; pay rise; pay rises; pay claim; pay dispute; njc; national joint "
        "council; cosla; spinal column; salary; salaries; wage*; living wage; real living wage; equal pay; equal pay "
        "claims; job evaluation; gender pay; senior pay; chief executive pay; severance; exit payment*; exit "
        "package*; golden goodbye; payoff; pay off; redundancy pay; redundancy terms; redundancy payment*; pension*; "
        "lgps; bonus; bonuses; overtime; allowance*; councillor* allowance*; member* allowance*; mileage; retention "
        "payment*; market supplement*; pay cut; pay freeze; back pay; underpaid; fire and rehire; terms and "
        "conditions; gmb; unison; unite; six figure; £100,000; remuneration; pay scale*; hourly; 4.75%; per hour; "
        "rich list; pay gap; pay ratio; agency rates; sick pay"
    ),
    floor=0.67,
)
