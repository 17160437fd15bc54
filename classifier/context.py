"""What a text says about every authority that it may name: where, how often, beside which words and which others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from classifier.gazetteer import Place, day, places
from classifier.linear import Features
from classifier.names import Span, Tokens, ambiguous, spans

_CUES = frozenset(
    [
        "council",
        "councils",
        "councillor",
        "councillors",
        "cllr",
        "borough",
        "county",
        "city",
        "district",
        "authority",
        "cabinet",
        "leader",
        "mayor",
        "mbc",
        "cc",
        "dc",
        "bc",
        "hall",
        "ofsted",
        "cqc",
        "hmicfrs",
        "inspectors",
        "inspectorate",
        "ombudsman",
        "regulator",
        "services",
        "service",
        "schools",
        "social",
        "children's",
        "childrens",
        "landlord",
        "tenants",
        "residents",
        "partnership",
        "unitary",
        "boroughs",
        "counties",
        "officers",
        "ministers",
        "commissioners",
    ]
)
_INSTITUTIONS = frozenset(
    [
        "united",
        "fc",
        "afc",
        "rovers",
        "wanderers",
        "athletic",
        "albion",
        "hospital",
        "hospitals",
        "nhs",
        "university",
        "college",
        "school",
        "academy",
        "primary",
        "police",
        "crown",
        "magistrates",
        "court",
        "road",
        "street",
        "lane",
        "avenue",
        "airport",
        "station",
        "mp",
        "prison",
        "cathedral",
        "rugby",
        "cricket",
        "festival",
        "racecourse",
        "river",
        "canal",
        "forest",
        "theatre",
        "museum",
        "arms",
        "house",
        "park",
        "bridge",
        "infirmary",
        "railway",
        "chronicle",
        "echo",
        "gazette",
        "herald",
        "telegraph",
        "mercury",
        "post",
        "news",
        "express",
        "times",
        "argus",
    ]
)
_NOT_NAMES = frozenset(
    [
        "in",
        "of",
        "at",
        "for",
        "the",
        "and",
        "from",
        "near",
        "to",
        "by",
        "with",
        "but",
        "when",
        "while",
        "as",
        "on",
        "after",
        "since",
        "that",
        "both",
    ]
)
_MOST_SPANS = 400  # spans looked at closely in one text


@dataclass(slots=True)
class Named:
    """What a text says about one authority."""

    place: Place
    spans: list[tuple[Span, str]] = field(default_factory=list)
    features: Features = field(default_factory=dict)


def _around(words: Tokens, span: Span, text: str) -> Features:
    """What stands around a name."""
    found: Features = {}
    before = words[span.first - 1] if span.first else None
    after = words[span.last] if span.last < len(words) else None
    gap = text[span.end : span.end + 3]
    if before is not None:
        found[f"before={before.norm}"] = 1
        if before.norm not in _NOT_NAMES and before.norm not in _CUES:
            found["before=other"] = 1
        between = text[before.end : span.start]
        if before.capital and between == " " and before.norm not in _NOT_NAMES and before.norm not in _CUES:
            starts_sentence = before.start == 0 or text[before.start - 2 : before.start - 1] in ".\n!?"
            found["before capital at start" if starts_sentence else "before capital"] = 1
    else:
        found["opens"] = 1
    if words[span.last - 1].possessive:
        found["possessive"] = 1
    if after is not None and text[words[span.last - 1].end : after.start].strip() == "":
        found[f"after={after.norm}"] = 1
        if after.norm in _INSTITUTIONS:
            found["institution after"] = 1
        if after.capital:
            found["capital after"] = 1
        elif after.norm in _CUES:
            found["cue after"] = 1
    if gap[:1] == ",":
        found["comma after"] = 1
    near = words[max(0, span.first - 5) : span.first] + words[span.last : span.last + 5]
    if any(word.norm in _CUES for word in near):
        found["cue near"] = 1
    return found


# "Bath and North East Somerset, Swindon and Wiltshire Integrated Care Board": the names in it are a health body's.
_HEALTH = re.compile(
    r"\b(?:(?!Council|Borough|County|City|Partnership|Authority)[A-Z][\w'’-]*,? |"
    r"(?:and|&|of|upon|on|the|with|in) ){1,12}"
    r"(?:Integrated Care (?:Board|System|Partnership)|ICB|ICS|NHS (?:Foundation )?Trust|Health Board)\b"
)
_HEALTHY = re.compile(r"Integrated Care|\bIC[BS]\b|NHS|Health Board")
_UNIT = re.compile(r"children|social (?:care|work)|ofsted|send\b|adult", re.I)


def named(title: str, text: str, published: str | None) -> list[Named]:
    """Every authority that a text may name, with what the text says about it."""
    on = day(published)
    by: dict[str, Named] = {}
    order = 0
    sample: Features
    firsts: dict[str, int] = {}
    counts: dict[str, int] = {}
    for where, content in (("title", title), ("text", text)):
        words = Tokens(content)
        health = [match.span() for match in _HEALTH.finditer(content)] if _HEALTHY.search(content) else []
        for number, span in enumerate(spans(content, on, words)):
            if number >= _MOST_SPANS:
                break
            if any(start <= span.start and span.end <= end for start, end in health):
                continue
            around = _around(words, span, content)
            for gss in span.gss:
                one = by.setdefault(gss, Named(places()[gss]))
                one.spans.append((span, where))
                firsts.setdefault(gss, order)
                counts[gss] = counts.get(gss, 0) + 1
                sample = one.features
                for name, value in around.items():
                    sample[name] = max(sample.get(name, 0.0), value)
                sample[f"form={span.form}"] = 1
                sample[f"in {where}"] = 1
                if span.form in ("official", "prefixed"):
                    sample[f"official in {where}"] = 1
                if where == "text" and span.start < 250:
                    sample["in lead"] = 1
                order += 1
    children = bool(by) and bool(_UNIT.search(title) or _UNIT.search(text[:20000]))
    longest = max(counts.values(), default=1)
    for one in by.values():
        _about_all(one, by, firsts, counts, longest, children)
    return list(by.values())


def _about_all(
    one: Named,
    by: Mapping[str, Named],
    firsts: Mapping[str, int],
    counts: Mapping[str, int],
    longest: int,
    children: bool,
) -> None:
    """Add to an authority's features how it stands among the text's others."""
    sample, place = one.features, one.place
    gss = place.gss
    rank = sorted(firsts, key=lambda other: firsts[other]).index(gss) if len(firsts) <= 60 else 60
    sample[f"rank={min(rank, 4)}"] = 1
    if rank == 0:
        sample["first"] = 1
    sample[f"others={min(len(by) - 1, 5)}"] = 1
    sample[f"count={min(counts[gss], 4)}"] = 1
    sample["share"] = counts[gss] / longest
    sample[f"type={place.type}"] = 1
    if "form=official" not in sample and "form=prefixed" not in sample and "form=body" not in sample:
        sample["bare only"] = 1
        why = ambiguous().get(one.spans[0][0].surface)
        if why:
            sample[f"ambiguous={why}"] = 1
            if "cue near" not in sample:
                sample[f"ambiguous={why}, no cue"] = 1
        if "cue near" not in sample:
            sample["bare, no cue"] = 1
        if place.type == "combined authority":
            sample["bare combined"] = 1
    if "in title" not in sample:
        if any("in title" in other.features for other in by.values()):
            sample["another in title"] = 1
    elif len(by) == 1:
        sample["alone in title"] = 1
    if children:
        sample["upper, care" if place.upper else "lower, care"] = 1
    for other in by.values():
        if other.place.county and other.place.county.split(" County")[0] == place.short_name:
            sample["county of another"] = 1
        if place.county and other.place.short_name == place.county.split(" County")[0]:
            sample["district of another"] = 1
    if len(by) > 1:
        for name in ("in title", "in lead", "official in text", "bare only", "possessive", "cue near", "before=in"):
            if name in sample:
                sample[f"{name}, several"] = 1
        if counts[gss] == longest and sum(count == longest for count in counts.values()) == 1:
            sample["most named"] = 1
