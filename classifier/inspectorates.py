"""Who inspects councils: names, frameworks, scales from best to worst, and which values are the bottom band."""

import re
from dataclasses import dataclass
from functools import cache

FOUR = ("outstanding", "good", "requires improvement", "inadequate")
SIX = ("excellent", "very good", "good", "adequate", "weak", "unsatisfactory")


@dataclass(frozen=True)
class Scale:
    """The grades one framework gives, best first, and those of them that are the bottom band."""

    framework: str
    grades: tuple[str, ...]
    bottom: frozenset[str]
    areas: tuple[str, ...]  # what it grades; the first is what the news means by "the grade"
    since: str = ""
    until: str = ""
    body: str = "council"


@dataclass(frozen=True)
class Inspectorate:
    """A body that judges. `aliases` are regular expressions, matched with case where they hold capitals."""

    name: str
    title: str
    nation: str
    aliases: tuple[str, ...]
    scales: tuple[Scale, ...]
    about: str = ""


def _scale(framework: str, grades: tuple[str, ...], bottom: str, areas: str, **more: str) -> Scale:
    return Scale(framework, grades, frozenset(bottom.split("|")) - {""}, tuple(areas.split("|")), **more)


OFSTED_AREAS = ("overall", "leaders", "help-and-protection", "in-care", "care-leavers")  # of a council
_OFSTED = "|".join(OFSTED_AREAS)
SCHOOL_CARD = ("exceptional", "strong standard", "expected standard", "needs attention", "urgent improvement")

INSPECTORATES = (
    Inspectorate(
        "Ofsted",
        "Office for Standards in Education, Children's Services and Skills",
        "England",
        (r"Ofsted", r"OFSTED", r"Office for Standards in Education", r"schools? inspectorate"),
        (
            _scale("ILACS", FOUR, "inadequate", _OFSTED, since="2018-01-01"),
            _scale("SIF", FOUR, "inadequate", _OFSTED, since="2013-11-01", until="2018-01-31"),
            _scale(
                "pre-2013",
                ("outstanding", "excellent", "good", "adequate", "inadequate", "poor"),
                "inadequate|poor",
                _OFSTED,
                until="2013-10-31",
            ),
            _scale("SCCIF", FOUR, "inadequate", "childrens-home|fostering", body="home"),
            _scale(
                "LSCB review",
                (*FOUR, "ineffective"),
                "inadequate|ineffective",
                "safeguarding-board",
                until="2017-12-31",
            ),
            _scale("school", (*FOUR, "special measures"), "inadequate|special measures", "school", body="school"),
            _scale("report card", SCHOOL_CARD, "urgent improvement", "school", since="2025-11-10", body="school"),
        ),
        "No overall grade for councils since 1 April 2026: any of the four areas counts. Visits carry no grade.",
    ),
    Inspectorate(
        "Ofsted/CQC",
        "Area SEND inspections of Ofsted and the Care Quality Commission",
        "England",
        (r"area SEND inspection", r"local area SEND", r"Ofsted and (?:the )?(?:CQC|Care Quality Commission)"),
        (
            _scale(
                "Area SEND 2023",
                ("typically positive", "inconsistent", "widespread and/or systemic failings"),
                "widespread and/or systemic failings",
                "area-send",
                since="2023-01-01",
                body="partnership",
            ),
            _scale(
                "Area SEND 2016",
                ("no significant weaknesses", "significant weaknesses"),
                "significant weaknesses",
                "area-send",
                until="2022-12-31",
                body="partnership",
            ),
        ),
        "Judges the local area partnership; the council answers for it together with the integrated care board.",
    ),
    Inspectorate(
        "JTAI",
        "Joint targeted area inspections",
        "England",
        (r"JTAI", r"joint targeted area inspection", r"joint targeted inspection"),
        (_scale("JTAI", (), "", "joint", body="partnership"),),
        "A letter without a grade; areas for priority action are serious.",
    ),
    Inspectorate(
        "CQC",
        "Care Quality Commission",
        "England",
        (r"CQC", r"Care Quality Commission", r"care (?:watchdog|regulator)"),
        (
            _scale("local authority assessment", FOUR, "inadequate", "adult-social-care", since="2023-12-01"),
            _scale("provider", FOUR, "inadequate", "care-home|homecare", body="provider"),
        ),
        "Assesses adult social care of councils since December 2023, and care providers.",
    ),
    Inspectorate(
        "Regulator of Social Housing",
        "Regulator of Social Housing",
        "England",
        (r"RSH", r"Regulator of Social Housing", r"[Ss]ocial [Hh]ousing [Rr]egulator", r"[Hh]ousing [Rr]egulator"),
        (
            _scale("consumer standards", ("C1", "C2", "C3", "C4"), "C3|C4", "consumer", since="2024-04-01"),
            _scale("governance", ("G1", "G2", "G3", "G4"), "G3|G4", "governance", body="provider"),
            _scale("viability", ("V1", "V2", "V3", "V4"), "V3|V4", "governance", body="provider"),
            _scale("before 2024", ("breach of standards",), "breach of standards", "consumer", until="2024-03-31"),
        ),
        "C3 is serious failings, C4 very serious failings.",
    ),
    Inspectorate(
        "Housing Ombudsman",
        "Housing Ombudsman Service",
        "England",
        (r"[Hh]ousing [Oo]mbudsman",),
        (
            _scale(
                "complaint",
                (
                    "no maladministration",
                    "reasonable redress",
                    "service failure",
                    "maladministration",
                    "severe maladministration",
                ),
                "severe maladministration",
                "complaint",
            ),
        ),
    ),
    Inspectorate(
        "LGSCO",
        "Local Government and Social Care Ombudsman",
        "England",
        (
            r"LGSCO",
            r"LGO",
            r"[Ll]ocal [Gg]overnment (?:and [Ss]ocial [Cc]are )?[Oo]mbudsm[ae]n",
            r"[Ss]ocial [Cc]are [Oo]mbudsman",
        ),
        (_scale("complaint", ("not upheld", "closed", "fault (upheld)"), "public interest report", "complaint"),),
        "A public interest report is the serious form; a single upheld complaint is not the bottom band.",
    ),
    Inspectorate(
        "PSOW",
        "Public Services Ombudsman for Wales",
        "Wales",
        (
            r"PSOW",
            r"[Pp]ublic [Ss]ervices [Oo]mbudsman for Wales",
            r"Wales's (?:public services )?ombudsman",
            r"Welsh ombudsman",
        ),
        (_scale("complaint", ("not upheld", "fault (upheld)"), "public interest report", "complaint"),),
    ),
    Inspectorate(
        "SPSO",
        "Scottish Public Services Ombudsman",
        "Scotland",
        (r"SPSO", r"Scottish [Pp]ublic [Ss]ervices [Oo]mbudsman", r"Scottish ombudsman"),
        (_scale("complaint", ("not upheld", "fault (upheld)"), "public interest report", "complaint"),),
    ),
    Inspectorate(
        "HMICFRS",
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
        "England",
        (
            r"HMICFRS",
            r"HMIC(?:FRS)?",
            r"[Ii]nspectorate of [Cc]onstabulary",
            r"[Ff]ire (?:service )?(?:inspectorate|inspectors|watchdog)",
        ),
        (
            _scale(
                "fire and rescue",
                ("outstanding", "good", "adequate", "requires improvement", "inadequate", "cause of concern"),
                "inadequate|cause of concern",
                "fire",
                body="fire service",
            ),
        ),
    ),
    Inspectorate(
        "HM Inspectorate of Probation",
        "HM Inspectorate of Probation",
        "England and Wales",
        (
            r"HM Inspectorate of Probation",
            r"HMIP(?:robation)?",
            r"HMI Probation",
            r"[Pp]robation (?:[Ii]nspectorate|inspectors|watchdog)",
            r"[Ii]nspectorate of [Pp]robation",
        ),
        (_scale("youth justice", FOUR, "inadequate", "youth-justice"),),
    ),
    Inspectorate(
        "Estyn",
        "Estyn",
        "Wales",
        (r"Estyn", r"ESTYN"),
        (
            _scale(
                "local government education services",
                ("excellent", "good", "adequate", "causing significant concern", "unsatisfactory", "special measures"),
                "unsatisfactory|special measures|causing significant concern",
                "education|school",
            ),
        ),
    ),
    Inspectorate(
        "Care Inspectorate Wales",
        "Care Inspectorate Wales",
        "Wales",
        (r"CIW", r"CSSIW", r"Care Inspectorate Wales", r"Care and Social Services Inspectorate Wales"),
        (_scale("local authority", ("priority action notice",), "priority action notice", "overall"),),
        "Narrative reports; a priority action notice is the serious form.",
    ),
    Inspectorate(
        "Audit Wales",
        "Audit Wales",
        "Wales",
        (r"Audit Wales", r"Wales Audit Office", r"Auditor General for Wales"),
        (_scale("audit", ("statutory recommendation",), "statutory recommendation", "audit"),),
    ),
    Inspectorate(
        "Care Inspectorate",
        "Care Inspectorate (Scotland)",
        "Scotland",
        (r"Care Inspectorate(?! Wales)", r"Social Care and Social Work Improvement Scotland"),
        (_scale("joint inspection", SIX, "weak|unsatisfactory", "joint", body="partnership"),),
    ),
    Inspectorate(
        "Education Scotland",
        "Education Scotland",
        "Scotland",
        (r"Education Scotland", r"HMIE"),
        (
            _scale(
                "education",
                ("excellent", "very good", "good", "satisfactory", "weak", "unsatisfactory"),
                "weak|unsatisfactory",
                "education",
            ),
        ),
    ),
    Inspectorate(
        "Accounts Commission",
        "Accounts Commission for Scotland",
        "Scotland",
        (r"Accounts Commission", r"Audit Scotland", r"Controller of Audit"),
        (_scale("best value", (), "", "audit"),),
        "Narrative best value and section 102 reports.",
    ),
    Inspectorate(
        "RQIA",
        "Regulation and Quality Improvement Authority",
        "Northern Ireland",
        (r"RQIA", r"Regulation and Quality Improvement Authority"),
        (_scale("inspection", ("failure to comply",), "failure to comply", "care-home", body="provider"),),
        "Health and social care trusts and providers; councils run neither social care nor schools there.",
    ),
    Inspectorate(
        "ETI",
        "Education and Training Inspectorate",
        "Northern Ireland",
        (r"\bETI\b", r"Education and Training Inspectorate"),
        (_scale("inspection", ("needs to address urgently",), "needs to address urgently", "school", body="school"),),
    ),
)


@cache
def by_name() -> dict[str, Inspectorate]:
    """Every inspectorate by the name we write."""
    return {body.name: body for body in INSPECTORATES}


@cache
def _pattern() -> re.Pattern[str]:
    parts = []
    for number, body in enumerate(INSPECTORATES):
        parts.append(f"(?P<i{number}>{'|'.join(body.aliases)})")
    # the joint bodies are longer than Ofsted or CQC alone, so they are tried first
    parts.sort(key=lambda part: not ("Ofsted and" in part or "targeted" in part))
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")


def named(text: str) -> list[tuple[int, str]]:
    """Where a text names inspectorates: offset and name."""
    return [
        (match.start(), INSPECTORATES[int((match.lastgroup or "i0")[1:])].name) for match in _pattern().finditer(text)
    ]


@cache
def canonical(name: str) -> str:
    """The name that we write for an inspectorate called by any of its names; another word is given back as it is."""
    for body in INSPECTORATES:
        if name in (body.name, body.title) or any(re.fullmatch(alias, name) for alias in body.aliases):
            return body.name
    return name
