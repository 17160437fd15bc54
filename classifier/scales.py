"""What a grade means on the scale of the body that gave it: bottom band, direction, framework, who is judged."""

from functools import cache

from classifier.inspectorates import INSPECTORATES, by_name


@cache
def grades(inspectorate: str) -> frozenset[str]:
    """Every grade that an inspectorate gives, in any framework."""
    return frozenset(grade for scale in by_name()[inspectorate].scales for grade in scale.grades)


@cache
def bottom(inspectorate: str, grade: str | None) -> bool:
    """Whether a grade is in the bottom band of that body's own scale."""
    if grade is None or inspectorate not in by_name():
        return False
    return any(grade in scale.bottom for scale in by_name()[inspectorate].scales)


def direction(inspectorate: str, grade: str | None, previous: str | None) -> str | None:
    """Up, down or same, where both grades stand on one scale."""
    if grade is None or previous is None or inspectorate not in by_name():
        return None
    if grade == previous:
        return "same"
    for scale in by_name()[inspectorate].scales:
        if grade in scale.grades and previous in scale.grades:
            return "up" if scale.grades.index(grade) < scale.grades.index(previous) else "down"
    return None


def framework(inspectorate: str, area: str, grade: str | None, published: str | None) -> str | None:
    """The framework under which an area was judged on a day; None where the text gives no ground to tell."""
    if inspectorate not in by_name():
        return None
    on = (published or "")[:10]
    fitting = [s for s in by_name()[inspectorate].scales if area in s.areas and (not grade or grade in s.grades)]
    if on:
        fitting = [s for s in fitting if (not s.since or s.since <= on) and (not s.until or on <= s.until)] or fitting
    return fitting[0].framework if fitting else None


def body(inspectorate: str, area: str) -> str:
    """What kind of body is judged in an area."""
    if area in ("childrens-home", "care-home"):
        return "home"
    if area in ("fostering", "homecare"):
        return "provider"
    for scale in by_name()[inspectorate].scales if inspectorate in by_name() else ():
        if area in scale.areas:
            return scale.body
    return "council"


def table() -> str:
    """The inspectorates as a Markdown table, for the documentation."""
    lines = ["| Body | Framework | Who is judged | Scale, best first | Bottom band |", "|---|---|---|---|---|"]
    for known in INSPECTORATES:
        for scale in known.scales:
            span = f" ({scale.since or '…'} to {scale.until or 'now'})" if scale.since or scale.until else ""
            worst = [grade for grade in scale.grades if grade in scale.bottom] or sorted(scale.bottom)
            lines.append(
                f"| {known.name} | {scale.framework}{span} | {scale.body}: {', '.join(scale.areas)} "
                f"| {', '.join(scale.grades) or 'narrative'} | {', '.join(worst) or '–'} |"
            )
    return "\n".join(lines)
