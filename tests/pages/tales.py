"""A second stock of stories, in other words and other shapes than `words`: for sites that no rule was written for."""
# ruff: noqa: E501  one pattern, sentence or list a line

from random import Random

from tests.pages.words import Story

TOWNS = ("Aldersyke", "Bramwith", "Carrick Moor", "Dovecote Bay", "Elmstow", "Farrowby", "Glanrhyd", "Holmestead")
WRITERS = ("Nia Prosser", "Tomasz Wilk", "Ruth Adeyemi", "Callum Breck", "Sunita Rao", "Peter Lamb", "Ffion Hedd")
SAYERS = ("Cllr Marian Tate", "Graham Oldroyd", "Dr Yusuf Karim", "Sandra Blyth", "Cllr Huw Bevan", "Joan Petrie")
POSTS = ("deputy leader", "head of paid service", "opposition spokesman", "director of place", "branch organiser")
TITLES = (
    "{place}’s care home bill ‘could sink the council’",
    "Scrutiny calls in {place} parking deal",
    "Second chief executive in a year leaves {place}",
    "Why nobody in {place} can get a school bus",
    "{place} council apologises to {n} tenants",
    "Fire service cuts go ahead in {place}",
)
FIRST = (
    "{place} will run out of money by the autumn unless ministers step in, its finance chief has told councillors in a letter that nobody was meant to see.",
    "After four hours of argument, and one fire alarm, councillors in {place} agreed on Wednesday night to sell the old baths.",
    "A mother of three from {place} has won her fight over a school place, two years after the council told her that there was none.",
    "The council in {place} failed {n} tenants who had reported damp, the Housing Ombudsman has found.",
    "Bus passes for pupils over 16 are to be scrapped in {place}, in spite of {n} objections.",
)
MIDDLE = (
    "{who}, the {post}, said there was “no version of this in which everybody is happy”.",
    "The letter, dated 3 June, puts the gap at £{n}m. A month earlier it had been half that.",
    "“People ring us in tears,” she said. “We log the call, we promise a visit, and then the visit doesn’t happen.”",
    "That figure includes £{n},000 for agency staff, who now fill one post in three.",
    "Two of the three independents abstained; the third had gone home.",
    "But the plan has its critics. {who} called it “a car park with a library attached”.",
    "The authority has until 30 September to respond, and must publish whatever it decides.",
    "Tenants were sent a newsletter about the works in April, though many told us that it never came.",
    "Anyone who subscribed to the old scheme will be moved to the new one, and nobody will have to register again, officers said.",
    "The job of monitoring the contract falls to a single officer, who is also in charge of cemeteries.",
    "More than {n} people have signed up to speak at the next meeting. Only six of them will be heard.",
    "Councillors asked for cookies, coffee and the real numbers, one of them joked; they got the first two.",
    "It follows a warning from the auditor, Marsh Pellow, which wrote in 2023 that reserves were “a fiction”.",
    "For comparison, neighbouring {place} spends £{n} a head on the same service.",
    "Read in full, the report is kinder than its summary: it praises the front door team and the way schools are told.",
    "{who} did not answer our questions. A spokesman pointed to the statement on the council’s website.",
    "The vacancy was advertised at £146,000 a year and drew nine applications, one of them from a former footballer.",
    "“Share the pain, fine. But share it,” said {who}.",
    "There were cheers.",
    "Most of the money has been spent already.",
    "In {place} the waiting list stands at {n} families, the highest since records began.",
    "The union, which has {n} members at the depot, said a ballot would open within days.",
    "An earlier version of the scheme, drawn up by consultants, would have cost twice as much and taken a decade.",
    "Officers were asked whether the sponsor of the festival, a local brewery, had been told. It had not.",
)
QUOTED = (
    "“We have never hidden the scale of this. What we ask for is time, and a government that picks up the phone.”",
    "“My son sat at home for fourteen months. I don’t want a letter. I want somebody to say it will not happen to the next one.”",
)
HEADS = (
    "‘Nobody told us’",
    "The sums",
    "Further reading of the contract",
    "Newsletter row",
    "What it means",
    "Events of last June",
    "Share of the blame",
)
BULLETS = (
    (
        "close the depot at {place} by March",
        "merge the {n} teams that inspect rented homes",
        "raise burial fees by {n}p",
    ),
    (
        "Read every file again, starting with those of {place}",
        "Publish {n} numbers each month",
        "Tell {who} within five days",
    ),
)
GRIDS = (
    (("Ward", "Homes", "Complaints"), ("Castle", "1,{n}", "{n}"), ("{place}", "{n}", "{n}"), ("Northgate", "1,{n}", "{n}")),
    (("Year", "Judgement"), ("2019", "Good, said {who}"), ("2022", "Requires improvement"), ("2025", "Inadequate")),
)  # fmt: skip
LAST = (
    "The full council meets on Thursday.",
    "A judge is expected to rule before Christmas.",
    "Work starts in the new year, weather permitting.",
    "{who} was approached for comment.",
)


def stories(count: int, salt: int) -> list[Story]:
    """Stories for one site, no two alike."""
    return [tale(Random(salt * 7919 + number), number) for number in range(count)]


def tale(draw: Random, number: int) -> Story:
    """One story."""
    place = draw.choice(TOWNS)

    def said(text: str) -> str:
        return text.format(place=place, who=draw.choice(SAYERS), post=draw.choice(POSTS), n=draw.randrange(12, 960))

    blocks = [("paragraph", said(draw.choice(FIRST)))]
    extra = draw.randrange(4)
    heads = iter(draw.sample(HEADS, 3))
    for turn, text in enumerate(draw.sample(MIDDLE, draw.randrange(6, 14))):
        if turn in (3, 7) and draw.random() < 0.6:
            blocks.append(("subhead", next(heads)))
        blocks.append(("paragraph", said(text)))
        if turn == 4 and extra == 0:
            blocks += [("paragraph", "Under the plan the council would:")] + [
                ("item", said(item)) for item in draw.choice(BULLETS)
            ]
        elif turn == 4 and extra == 1:
            blocks += [("row", said(" | ".join(row))) for row in draw.choice(GRIDS)]
        elif turn == 2 and extra == 2:
            blocks.append(("quote", draw.choice(QUOTED)))
    blocks.append(("paragraph", said(draw.choice(LAST))))
    day, month = draw.randrange(1, 28), draw.choice((("February", "02"), ("June", "06"), ("September", "09")))
    zone = "+00:00" if month[1] == "02" else "+01:00"
    return Story(
        title=said(draw.choice(TITLES)),
        author=draw.choice(WRITERS),
        day=f"{day} {month[0]} 2025",
        stamp=f"2025-{month[1]}-{day:02}T{draw.randrange(6, 22):02}:{draw.randrange(60):02}:00{zone}",
        place=place,
        blocks=tuple(blocks),
        caption=f"Councillors leave the meeting in {place}",
        seed=number,
    )
