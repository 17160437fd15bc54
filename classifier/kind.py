"""What an article is: news, opinion, press release, job ad, sponsored or event.

Who speaks decides, more than what is said; so quotations are taken out, and what is left is searched for the marks of
a speaker: first and second person, attribution, pay and closing dates, tickets, disclosures of payment. A logistic
regression weighs these marks beside the tagger's own scores of the six kinds.
"""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import re2

from classifier import arrays
from classifier.features import plain
from classifier.tag import KINDS

SLUGS = [kind.slug for kind in KINDS]
LOOKED_AT = 12_000  # characters
_STRENGTH = 1.0
_SURE = 6.0  # scores lie between 0 and 1; marks are mostly 0 to 3

_QUOTED = re.compile(r"“[^”]{0,900}”|\"[^\"\n]{0,900}\"|(?<![\w’'])[‘'](?=\S)[^‘’'\n]{12,900}?[’'](?!\w)")
_QUIET = re2.Options()
_QUIET.log_errors = False  # such as that a hostile text took a slower way
_MARKS = {
    name: re2.compile(pattern, _QUIET)
    for name, pattern in {
        "we": r"\b(?:we|us|our|ours)(?:['’](?:re|ve|ll|d))?\b",
        "you": r"\b(?:you|your|yours)(?:['’](?:re|ve|ll|d))?\b",
        "attributed": r"\b(?:said|says|told|added|according to|claimed|argued|admitted|a spokes\w+|replied|insist(?:s|ed)|called (?:it|the)|warned)\b",
        "pay": r"£\d\d[,.]?\d{3}\b|£\d\d(?:\.\d+)?k\b|\bper annum\b|\bpro rata\b|\bper hour\b|£\d\d?\.\d\d an? hour|\bsalary\b|\bday rate\b|£\d{3,4} a day",
        "vacancy": r"\bclosing date\b|\bcloses (?:on |at )?(?:midnight|noon|\d)|\bapply\b|\bapplications?\b (?:by|close|to)|\binterviews?\b|\bfull[- ]time\b|\bpart[- ]time\b|\bfixed[- ]term\b|\bpermanent\b|\bhours (?:a|per) week\b|\bcandidates?\b|\bthe (?:post|role)\b|\byou(?:['’]ll| will)\b|\bjoin (?:us|our)\b|\bdbs\b|\bgrade [a-z0-9]|\bcv\b|\bhybrid\b|\bannual leave\b|\bwe (?:want|need|are looking|seek|offer)\b",
        "happening": r"\bregister\b|\bregistration\b|\btickets?\b|\bbook (?:your|a|by|now|at|online|early)\b|\bbooking\b|\bdelegates?\b|\bspeakers?\b|\bvenue\b|\bwebinar\b|\bconference\b|\bworkshop\b|\bsummit\b|\bbreakfast\b|\blunch(?:eon)?\b|\bplaces (?:are )?(?:free|limited|left|cost)\b|\bfree (?:to|for|entry|of charge)\b|\bdoors\b|\bdrop[- ]in\b|\bjoin us\b|\bagenda\b|\brsvp\b|\bplenary\b|\bmembers free\b|\bplus vat\b|\bonline\b|\bchaired by\b|\bmasterclass\b|\bseminar\b",
        "clock": r"\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|noon)\b|\b\d{1,2}[.:]\d\d\b",
        "day": r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?\d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
        "paid": r"\badvert(?:isement|orial|ising)\b|\bsponsor(?:ed|s)?\b|\bin association with\b|\bpartner (?:content|feature|article|message|post)\b|\bpaid (?:for|content|partner\w*|post)\b|\bpromot(?:ed|ion(?:al)?) (?:by|content|feature)\b|\bbrought to you\b|\bsupported by\b|\bin partnership with\b|\bcommercial (?:feature|partner)\b|\bfunded by\b|\bwritten by (?:our )?partner|\bpresented by\b",
        "selling": r"\bour (?:customers?|clients?|platform|software|product|team of experts|solution|technology|system|report|white ?paper|guide)\b|\bdownload\b|\bcase stud(?:y|ies)\b|\bdemo\b|\bfind out (?:more|how)\b|\bcontact us\b|\btalk to us\b|\bget in touch\b|\bvisit (?:us|our)\b|\bstand [a-z]?\d+\b|\bfree (?:trial|guide)\b|\bwhite ?paper\b|\bspeak to\b",
        "argued": r"\bcomment\b|\bopinion\b|\bcolumn\b|\bleader:|\bviewpoint\b|\bletter to\b|\bsir[,:—–-]|\bin my (?:view|experience|opinion)\b|\bi (?:think|believe|suspect|wonder|would|have|am|was|know|mean|confess|want)\b|\bought to\b|\blet['’]s\b|\bof course\b|\bperhaps\b|\bsurely\b|\bnonsense\b|\bthe truth is\b|\bmust\b|\bshould\b|\bhere['’]s\b",
        "asked": r"\?",
        "by-line": r"(?m)^[^\w\n]{0,3}by (?:a |an |the )?[\w’' -]{3,60}$|\b(?:writes|guest column|the writer is|the author (?:is|was|chairs|leads)|is (?:a |the )?(?:former |senior )?(?:chief executive|director|leader|chair|professor|fellow|consultant|columnist|editor|lecturer)[^.]{0,60}\.?\s*$)",
        "release": r"\bnotes? (?:to|for) editors\b|\bfor immediate release\b|\bmedia (?:contact|enquir)|\bpress (?:office|release|statement)\b|\bends\b|\bstatement (?:from|by|on)\b|\bresidents (?:are|can|who|will|should)\b|\bis (?:pleased|delighted|proud|urging|inviting|asking|reminding|calling on)\b|\b(?:are|am) (?:pleased|delighted|proud|sorry)\b|\bwelcomes?\b|\bmore information\b|\bplease\b|\bthank you\b|\bapplaud|\bour members\b|\bwe (?:welcome|call|urge|will|are|have|know|believe|recognise|accept)\b",
        "site": r"\bwww\.|https?://|\.gov\.uk|\bemail\b|\bphone\b|\bcall \d|\b0\d{3,4} \d{3}|@\w",
        "past": r"\b(?:was|were|had|voted|agreed|approved|heard|found|ruled|refused|rejected|announced|published)\b",
    }.items()
}  # fmt: skip
# Marks that capitals make: an issuer writes "the Council" and "Councillor" where a paper writes "the council" and "Cllr".
_CAPITALS: dict[str, Any] = {
    "own name": re.compile(r"(?<=[a-z,] )(?:the|our) (?:Council|Borough|County|Association|Trust|Authority|Board|Service|Commission|Department|Ombudsman|Union)\b(?! (?:of|for|Tax))|(?<=[.\n] )The (?:Council|Association|Authority|Department|Commission)\b(?! (?:of|for|Tax))"),
    "government": re.compile(r"(?<=[a-z,] )(?:Government|Cabinet|Council|Leader|Mayor|Officer|Notice|Executive Member)\b(?! [A-Z])"),
    "title": re2.compile(r"\bCouncillor [A-Z]", _QUIET),
    "short title": re2.compile(r"\b(?:Cllr|Coun) [A-Z]", _QUIET),
    "today": re2.compile(r"\bhas today\b|\btoday (?:announced|published|issued|welcomed|launched|confirmed)\b|^Today\b", _QUIET),
    "campaign": re.compile(r"\b(?:LGA|Local Government Association|London Councils|County Councils Network|CCN|SIGOMA|COSLA|WLGA|Solace|ADASS|ADCS|UNISON|Unison|GMB|Unite|District Councils['’] Network|CIPFA|NALC)\b(?=[^.]{0,60}\b(?:said|says|warn(?:s|ed)|call(?:s|ed|ing)|shows?|finds?|found)\b)"),
    "I": re2.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Mm]yself)\b", _QUIET),
}  # fmt: skip


def _encodable(text: str) -> str:
    """A text without lone surrogates, which RE2 refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def marks(title: str, text: str) -> np.ndarray:
    """The marks of a speaker: how often each is found, damped, in text without quotations and in the headline."""
    cased, quoted = _QUOTED.subn(" ", _encodable(plain(text)[:LOOKED_AT]))
    title = _encodable(title)
    body, headline = cased.lower(), title.lower()
    length = max(40.0, len(body) / 6)
    found = []
    for pattern in _MARKS.values():
        inside = len(pattern.findall(body))
        found += [math.log1p(inside), min(3.0, 40 * inside / length), float(pattern.search(headline) is not None)]
    for pattern in _CAPITALS.values():
        inside = len(pattern.findall(cased))
        found += [math.log1p(inside), min(3.0, 40 * inside / length), float(pattern.search(title) is not None)]
    found += [
        math.log1p(quoted),
        float(quoted == 0),
        math.log(length) - 4.5,
        float(title[:1].isdigit()),
        float(":" in title),
    ]
    opening = body[:160]
    found += [float(_MARKS[name].search(opening) is not None) for name in ("we", "you", "paid", "day", "pay", "argued")]
    return np.array(found)


class Kinds:
    """Weighs marks and scores; `fit` needs scores by a tagger that had not seen the texts."""

    def __init__(self, coefficients: np.ndarray, bias: np.ndarray) -> None:
        self.coefficients = coefficients  # one row a kind
        self.bias = bias

    @classmethod
    def fit(cls, scores: np.ndarray, marked: np.ndarray, records: Sequence[Mapping[str, Any]]) -> "Kinds":
        """Learn from held-out kind scores (one row a record, one column a kind) and the records' marks."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=_STRENGTH, max_iter=500)
        model.fit(np.hstack([scores * _SURE, marked]), [SLUGS.index(r["kind"]) for r in records])
        full = np.zeros((len(SLUGS), model.coef_.shape[1]))
        bias = np.full(len(SLUGS), -50.0)
        full[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
        return cls(full, bias)

    def probabilities(self, scores: np.ndarray, marked: np.ndarray) -> np.ndarray:
        """The probability of each kind, for one text or for rows of texts."""
        total = np.concatenate([scores * _SURE, marked], axis=-1) @ self.coefficients.T + self.bias
        total = np.exp(total - total.max(axis=-1, keepdims=True))
        return np.asarray(total / total.sum(axis=-1, keepdims=True))

    def kind(self, scores: np.ndarray, title: str, text: str, said: str | None = None) -> str:
        """The kind of one text; what the page itself `said` wins."""
        if said in SLUGS:
            return str(said)
        return SLUGS[int(self.probabilities(scores, marks(title, text)).argmax())]

    def save(self, path: Path) -> None:
        """Write coefficients and bias."""
        arrays.write(path, {"coefficients": self.coefficients, "bias": self.bias})

    @classmethod
    def load(cls, path: Path) -> "Kinds":
        """Read what `save` wrote."""
        stored = arrays.read(path)
        return cls(stored["coefficients"], stored["bias"])
