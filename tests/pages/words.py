"""Stories and furniture of our own writing, from which the sector's test sites are built; always the same."""
# ruff: noqa: E501  one pattern, sentence or list a line

from dataclasses import dataclass, field
from random import Random

PLACES = "Ashmere Brackenford Colne Valley|Dunholme|Easterby|Fernhill|Gadsby|Hartlow|Inglewick|Kestrel Bay|Lowmoor|Marsden Vale|Netherby|Oakhampstead|Penwick|Quarrington".replace(
    "Ashmere Brackenford ", "Ashmere|Brackenford|"
).split("|")
PEOPLE = [
    "Amara Whitlock",
    "Bill Tranter",
    "Catrin Rees-Howell",
    "Dev Chaudhary",
    "Eilidh MacBain",
    "Frances O’Dowd",
    "Gethin Pugh",
    "Hannah Stokoe",
    "Imran Sadiq",
    "Jo Penhaligon",
    "Kwame Asante",
    "Lucy Ferrers",
]
ROLES = [
    "leader of the council",
    "cabinet member for children",
    "chief executive",
    "director of adult services",
    "chair of scrutiny",
    "section 151 officer",
    "portfolio holder for housing",
    "union branch secretary",
]

LEADS = (
    "{place} council has been told to rewrite its plan for children’s services after inspectors found that referrals were left unread for weeks.",
    "A decision to close two day centres in {place} will go back to the full council after a petition gathered more than 9,000 names.",
    "Ministers have asked {place} council to explain how it spent a grant that was meant for homeless families.",
    "The number of people waiting for a care assessment in {place} has halved in a year, figures released this week show.",
    "Weekly collections of food waste will start in {place} next spring, eight months later than the law asks.",
    "{place} council’s auditors have refused to sign off three years of accounts and blame missing records.",
    "A landlord run by {place} council has been marked down by the housing regulator over fire doors that nobody had checked.",
    "Councillors in {place} voted last night to raise council tax by 4.99 per cent from April.",
)
MIDDLES = (
    "The report, seen by members on Tuesday, says that {n} cases were opened and closed again on the same day without a visit.",
    "{person}, {role}, said the authority accepted every recommendation and had already moved staff into the team that takes first calls.",
    "‘We have to be honest about where we are,’ {person} told the meeting. ‘Nobody in this room thinks that this is good enough.’",
    "Officers expect the change to cost £{n},000 a year, most of it for vehicles and for the people who will drive them.",
    "Under the plan the post of monitoring officer would be filled for the first time since last summer, at a salary of £98,000 per annum.",
    "Around {n} jobs are at risk, the council confirmed, although managers hope that most of them can be saved by leaving vacancies unfilled.",
    "Residents were invited to sign up for a public meeting in the town hall, and more than {n} of them did.",
    "Opposition members walked out before the vote. They said that the papers had been published too late for anybody to read.",
    "The regulator will return in the autumn. Until then it wants a monthly letter that says what has been done and what has not.",
    "In a statement the Department for Education said it would register its concern formally if the next visit found no progress.",
    "A spokesperson for the authority said: “We know that families have waited too long, and we are sorry for that.”",
    "The scheme was first proposed in 2019. It was dropped a year later, when the county withdrew its share of the money.",
    "Campaigners want the council to publish every comment that it received, including the {n} that were sent by post.",
    "The authority’s partners, among them the police and two hospital trusts, have promised to share what they know sooner.",
    "Her predecessor resigned in March after a disagreement about the budget, which was short by £{n} million.",
    "Similar arrangements are in force at nine other councils, according to the Local Government Association.",
    "The chief fire officer told members that engines now reach the valley within ten minutes on four days out of five.",
    "‘It is too late for my son,’ said a parent who did not wish to be named.",
    "Not all were convinced.",
    "“No,” was the reply.",
)
ENDINGS = (
    "A final decision is due at the end of the month.",
    "The council meets again on 14 January.",
    "{person} will give evidence to the committee next week, and so will the trust’s chair.",
    "The consultation runs until the first Friday of March.",
)
SUBHEADS = (
    "Background",
    "What happens next",
    "Jobs at risk",
    "‘A long way to go’",
    "Comment from the opposition",
    "More homes",
    "Who pays",
    "Related problems",
    "A new partner",
)
LISTS = (
    (
        "Referrals must be read within one working day",
        "Every child in need gets a named worker",
        "Managers sample ten files a month",
    ),
    ("Dunholme library, closed on Mondays", "Hartlow library, run by volunteers", "The mobile library, kept"),
    ("£1.2m from reserves", "£640,000 from parking", "£90,000 from events in parks"),
)
TABLES = (
    (("Service", "2024", "2025"), ("Adult social care", "£81m", "£88m"), ("Waste", "£14m", "£15m")),
    (("Judgement", "Grade"), ("Leaders", "Requires improvement"), ("Help and protection", "Inadequate")),
)
HEADLINES = (
    "{place} told to think again on {thing}",
    "Inspectors find {thing} in {place} ‘not good enough’",
    "Council sets out its case on {thing}",
    "{place} votes to change {thing}",
    "Why {thing} divided {place}",
)
THINGS = (
    "children’s services",
    "day centres",
    "food waste",
    "the audit",
    "fire doors",
    "council tax",
    "care assessments",
    "homelessness grants",
)

JOBS = (
    ("Senior Practitioner, Fostering", "Halewick Borough Council", "£41,771 - £45,091 per annum"),
    ("Tree Inspector", "Torbrook District Council", "Up to £29,540 per annum"),
    ("Lifeguard (Casual)", "Mereside Leisure", "£12.60 per hour"),
    ("Planning Enforcement Officer", "Wexcombe Council", "£36,363 to £39,862 pro rata"),
    ("Head of Legal", "Ravensby City Council", "Competitive"),
    ("Housing Repairs Planner", "Elmet Homes", "£31,022.00 - £33,699.00 per annum + car allowance"),
    ("Democratic Services Apprentice", "Corriedale Council", "£24,027 a year"),
    ("Payroll Analyst", "Saltway Shared Services", "£27,254 pa"),
)
BLURBS = (
    "We are looking for an organised person who enjoys working with families and can travel around the borough.",
    "An exciting opportunity has arisen to join a friendly team at a time of change.",
    "You will hold a relevant degree or have equivalent experience in a similar post.",
    "Make a difference to the places where people live, work and play in our part of the country.",
)
PARTNERS = (
    (
        "Cutting the cost of cold homes with better data",
        "Brightgauge explains how sensors the size of a matchbox help landlords to act before damp sets in.",
    ),
    (
        "The quiet revolution in kerbside management",
        "Sponsored by Kerbly, this guide shows how three boroughs digitised their traffic orders in a month.",
    ),
    ("Rethinking the contact centre", "Voxhall’s head of public sector on why fewer calls can mean happier residents."),
    (
        "Five lessons from a decade of leisure contracts",
        "Activa shares what it has learnt from running 60 pools for local authorities.",
    ),
)
TEASERS = (
    (
        "The long road to a single county",
        "Members of six districts talk about what reorganisation has cost them so far.",
    ),
    ("Can a village run its own bus?", "Volunteers at the wheel, and what insurers think of them."),
    ("Ten years of combined authorities", "Our editor looks back at a decade of deals, mayors and money."),
    ("Interview: the woman who sold a town hall", "A former finance director tells us what she would do again."),
    ("Data centres come to the green belt", "Planners are writing the rules as the diggers arrive."),
    ("What the settlement means for parishes", "Small councils, large bills and a letter from the minister."),
)
COMMENTS = (
    (
        "fedup_of_hartlow",
        "Typical. They put the tax up every year and the bins are still overflowing on our street, nobody at the town hall seems to care.",
    ),
    (
        "Old Mill Road",
        "I was at the meeting and that is not what happened. The leader answered every question and stayed until ten.",
    ),
    ("KayT", "Has anybody asked how much the consultants were paid? I think we should be told."),
)


@dataclass(frozen=True)
class Story:
    """A story as blocks of (kind, text): paragraph, subhead, item, row, quote; with what stands above it."""

    title: str
    author: str
    day: str
    stamp: str
    place: str
    blocks: tuple[tuple[str, str], ...]
    caption: str = ""
    seed: int = 0
    must: tuple[str, ...] = field(default=())


def stories(count: int, salt: int) -> list[Story]:
    """Stories for one site, no two alike."""
    return [_story(Random(salt * 1000 + number), number) for number in range(count)]


def _story(draw: Random, number: int) -> Story:
    place, thing = draw.choice(PLACES), draw.choice(THINGS)

    def said(text: str) -> str:
        return text.format(
            place=place, thing=thing, person=draw.choice(PEOPLE), role=draw.choice(ROLES), n=draw.randrange(11, 980)
        )

    blocks = [("paragraph", said(draw.choice(LEADS)))]
    for turn, middle in enumerate(draw.sample(MIDDLES, draw.randrange(5, 11))):
        if turn in (2, 5) and draw.random() < 0.5:
            blocks.append(("subhead", draw.choice(SUBHEADS)))
        blocks.append(("quote" if middle.startswith(("‘", "“")) and draw.random() < 0.4 else "paragraph", said(middle)))
        if turn == 3 and draw.random() < 0.4:
            blocks += [("paragraph", "The plan has three parts:")] + [("item", item) for item in draw.choice(LISTS)]
        if turn == 4 and draw.random() < 0.4:
            blocks += [("row", " | ".join(row)) for row in draw.choice(TABLES)]
    if blocks[-1][0] != "subhead":
        blocks.append(("paragraph", said(draw.choice(ENDINGS))))
    day = draw.randrange(1, 28)
    month = draw.choice(("January", "March", "May", "October"))
    digits = {"January": "01", "March": "03", "May": "05", "October": "10"}[month]
    zone = "+01:00" if month == "May" else "+00:00"
    return Story(
        title=said(draw.choice(HEADLINES)),
        author=draw.choice(PEOPLE),
        day=f"{day} {month} 2025",
        stamp=f"2025-{digits}-{day:02}T{draw.randrange(6, 20):02}:{draw.randrange(60):02}:00{zone}",
        place=place,
        blocks=tuple(blocks),
        caption=f"The civic centre in {place}, photographed last winter",
        seed=number,
    )
