"""Words that tell what a sentence is about and how it speaks of a grade: topics, tense, negation, doubt.

The patterns of the four tables are for texts in lower case.
"""

import re


def lowered(pattern: str) -> re.Pattern[str]:
    """A pattern for texts in lower case: matching without regard to case takes three times as long."""
    return re.compile(re.sub(r"(?<!\\)[A-Z]", lambda letter: letter.group().lower(), pattern))


MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = re.compile(
    r"\b(?:January|February|March|April|(?<=in |of )May|June|July|August|September|October|November|December)\b"
)
WHEN: dict[str, re.Pattern[str]] = {
    name: lowered(pattern)
    for name, pattern in {
        "weekday": r"\b(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\btoday\b|"
        r"this (?:week|morning|month)|\bnow\b",
        "last period": r"last (?:year|month|spring|summer|autumn|winter|week)|in the (?:spring|summer|autumn|winter)|"
        r"(?:two|three|four|five|six|\d+|some|several) (?:years|months|weeks) (?:ago|earlier|before)|"
        r"a (?:year|decade|month|fortnight) (?:ago|earlier|before)|decade",
        "perfect": r"\b(?:has|have) (?:\w+ )?(?:been |again )?(?:rated|judged|graded|found|given|placed|branded|"
        r"awarded|put|told|said|dropped|fallen|risen|slipped|moved|climbed|kept|got|gone|become)",
        "past perfect": r"\bhad (?:\w+ )?(?:been |again )?(?:rated|judged|graded|found|given|placed|branded|awarded|"
        r"put|told|said|dropped|fallen|got|gone|become|failed)|['’]d been",
        "relative": r"\b(?:which|who|that|whose) (?:was|were|had|is|are|has)\b",
        "since": r"\bsince\b|\bever since\b|\bfollow(?:s|ing|ed)\b|\bafter\b|\bin the wake of\b",
        "out of": r"\b(?:out of|no longer|shaken? off|moves? (?:on )?from|escaped? (?:from )?|lifted out|shed|"
        r"leaves?|left behind|once|formerly|previously|used to)\b",
        "from to": r"\b(?:up|down|fell|fallen|rise|risen|rose|moved|gone|dropped|slipped|climbed|upgraded|downgraded|"
        r"improved|improvement) (?:\w+ )?from\b",
        "last inspection": r"\b(?:last|previous|earlier|first|preceding) (?:full |time |graded |ofsted )?(?:inspection|"
        r"report|visit|inspected|judgement|rating|grade|verdict|time)|last inspected|the time before|"
        r"when (?:it was )?last",
        "future": r"\b(?:next (?:inspection|visit|month|year)|will|due|expected|would)\b",
    }.items()
}
# What governs the phrase from the left, within its clause.
GOVERNING: dict[str, re.Pattern[str]] = {
    name: lowered(pattern)
    for name, pattern in {
        "nobody": r"\b(?:no|none|nobody|neither|not one|not a single|nothing|hardly any|few)\b[^.;:,]*$",
        "not": r"\b(?:not|never|n['’]t|without|nor|avoid(?:s|ed|ing)?|escap(?:es|ed|ing)|rather than|instead "
        r"of|short of|other than|far from|anything but|better than)\b(?:\W+\w+){0,4}\W*$|n['’]t\b(?:\W+\w+){0,4}\W*$",
        "may": r"\b(?:could|may|might|would|will|should|if|were to|whether|imagine|suppose|fears?|risk(?:s|"
        r"ing)?|at risk of|threat of|expect(?:s|ed)?|likely|prepar(?:e|ing) for|brac(?:e|ing) for|rumou?r(?:ed|"
        r"s)?|leaked|draft|predict(?:s|ed)?|self-assess\w+|thinks?|believes?|'d be|hopes?|aims?|wants?|"
        r"target|bid)\b(?:\W+\w+){0,7}\W*$",
        "left": r"\b(?:no longer|out of|shed(?:s|ding)?|shak(?:es|en|ing) off|leav(?:es|ing)|left|moved? on "
        r"from|lifted (?:out of|from)|clears?|cleared|lost|loses|escap(?:es|ed)|climb(?:s|ed)? (?:out "
        r"of|from|off)|from|up from|down from|once|formerly|previously|was|were|had been|after|since|"
        r"replac(?:es|ing))(?: (?:its|the|their|being|an?|rated|judged|found|branded|Ofsted['’]?s?|was|"
        r"in|of|grade|rating|two|years?))*\W*$",
        "since": r"\bsince\b[^.;]*$",
        "which": r"\b(?:which|who|that)\b[^.;]*$",
        "because": r"\b(?:after|following|because|as)\b[^.;]*$",
        "quoted": r"[\"“‘][^\"”’]*$",
        "remains": r"\b(?:remains?|still|stays?|again|keeps?|kept|retain(?:s|ed)?|continues?)\b(?:\W+\w+){0,3}\W*$",
        "some": r"\b(?:some|one|two|three|four|five|a third|half|most|many|seven|several|\d+)\b(?: of (?:the|"
        r"its|\d+))?(?:\W+\w+){0,5}\W*$",
    }.items()
}
# What the service inspected is called; each topic is one feature.
TOPICS: dict[str, re.Pattern[str]] = {
    name: lowered(pattern)
    for name, pattern in {
        "children": r"children['’]?s (?:social|services|department|care)|child(?:ren)? protection|social work|services "
        r"for children|children in care|looked[- ]after|care leavers|vulnerable children|children who "
        r"need|front door|children",
        "send": r"\bSEND\b|special educational|special needs|area partnership|local area|integrated care board|"
        r"\bICB\b|EHC|additional needs",
        "adult": r"adult(?:s['’]?)? (?:social )?(?:care|services)|Care Act|unpaid carers|adults",
        "care home": r"care home|nursing home|residential home|homecare|home ?care|residents['’]? (?:home|lounge)|"
        r"care provider",
        "children's home": r"children['’]?s home|secure home|residential (?:children|unit)|"
        r"respite (?:unit|home|centre)|"
        r"short[- ]breaks? (?:unit|home|centre)",
        "fostering": r"fostering (?:service|agency)|adoption agency|independent fostering",
        "school": r"school|academy|academies|primary|secondary|nursery|college|pupils|headteacher|head ?teacher|"
        r"sixth form|pre-?school",
        "fire": r"\bfire\b|brigade|firefighter",
        "youth": r"youth (?:justice|offending)|young offend|\bYOT\b|\bYOS\b|\bYJS\b|probation",
        "housing": r"landlord|tenants?|social housing|homes|repairs|consumer (?:standard|grade)|housing",
        "ombudsman": r"ombudsm[ae]n|complain",
        "education": r"education service|education department|schools service|local education",
        "scotland": r"Scot(?:land|tish)|Care Inspectorate",
        "wales": r"Wales|Welsh",
        "police": r"\bpolice\b|constabulary",
        "hospital": r"hospital|NHS trust|maternity|GP surgery",
        "board": r"safeguarding (?:children )?board|LSCB",
    }.items()
}
SIGNS: dict[str, re.Pattern[str]] = {
    name: lowered(pattern)
    for name, pattern in {
        "negated": r"\b(?:no longer|not|never|none|neither|nor|without|n['’]t|cannot|escape[ds]?|avoid(?:s|ed)?|"
        r"nobody|rather than|instead of|free of)\b",
        "modal": r"\b(?:could|may|might|would|should|if|whether|fears?|feared|risk|risks|expects?|expected|likely|"
        r"threat|threatens?|unless|until|aims?|hopes?|plans?|draft|leaked|rumou?r|predicts?|warns?|bid|"
        r"target|wants?|will be|want)\b",
        "past": r"\b(?:since|previous(?:ly)?|earlier|former(?:ly)?|once|had|was|were|ago|last (?:time|year|month|"
        r"inspection)|before|then|used to|history|first|after|when|in the past|old|following)\b",
        "now": r"\b(?:now|today|yesterday|this week|published|latest|new|has been|have been|is|are|this morning|"
        r"on (?:mon|tues|wednes|thurs|fri)day|this time|released|announced)\b",
        "verdict": r"\b(?:rated|judged|graded|branded|found|deemed|awarded|given|gave|gives|declared|ruled|marked|"
        r"labelled|received|got|gets|slapped|rates|judges|rating|grade|judgement|judgment|verdict|concluded|"
        r"assessed|ranked|scored|says|said|finds|places|placed|handed|dropped|fell|slipped|plunged|plummeted|"
        r"downgraded|upgraded|rose|risen|climbs?|climbed|moved|moves|keeps?|kept|retain(?:s|ed)|remains?|"
        r"stays?|still|again|holds?|held|earns?|earned|wins?|won|collects?|calls?|called|described|put)\b",
        "same": r"\b(?:remains?|remained|still|again|stays?|stayed|keeps?|kept|retain(?:s|ed)?|unchanged|unmoved|"
        r"holds?|once more|repeat)\b",
        "fall": r"\b(?:fell|fall(?:s|en|ing)?|drop(?:s|ped)?|down(?:graded)?|slip(?:s|ped)?|plunge[ds]?|plummet(?:s|"
        r"ed)?|slid(?:es)?|lost|loses|demoted|sinks?|sank|tumble[ds]?|worse)\b",
        "rise": r"\b(?:rose|rise[ns]?|up|upgraded|climb(?:s|ed|ing)?|improved?|moved? (?:up|out)|jump(?:s|ed)?|"
        r"leap[st]?|shaken? off|sheds?|out of|leaves?|left|lifted|escape[ds]?|better|promoted|shakes)\b",
        "count": r"\b(?:quarter|third|half|per cent|percent|%|of 153|most|many|several|all but|number of|proportion|"
        r"share|dozens?|one in|councils (?:are|were|have)|authorities (?:are|were|have)|nationally|across "
        r"(?:england|the country))\b",
        "visit": r"\b(?:monitoring|focused|visit|visited|letter|progress|follow-up|six[- ]month)\b",
        "direction": r"\b(?:direction|commissioner|notice|minister|department for education|DfE|trust|secretary of "
        r"state|intervention)\b",
        "provide": r"\b(?:funding|offer|pay|plan|plans|parking|supply|resources|response|staffing|rise|settlement|"
        r"consultation|information|lighting|compensation)\b",
        "inspect": r"\b(?:inspect(?:ion|ions|ors?|ed|orate)|ofsted|watchdog|regulator|report|assessors?|CQC|ombudsman|"
        r"estyn|HMICFRS)\b",
        "challenge": r"\b(?:court|judge|judicial review|quash(?:ed)?|appeal|challenge[ds]?|disput(?:e|es|ed))\b",
        "job": r"\b(?:salary|closing date|apply|vacancy|we are looking|join us|recruit|hours per week|£\d+,\d+ "
        r"(?:to|-|–))\b",
        "election": r"\b(?:election|hustings|candidate|manifesto|vote|voters|poll)\b",
    }.items()
}
