"""Small charts, drawn on the server as SVG; they need neither script nor inline style."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

SCALE = ("inadequate", "requires improvement", "good", "outstanding")
WIDTH, HEIGHT, FOOT = 400, 100, 18  # about what a telephone shows, so that words on it can be read there


def tone(grade: str | None, bottom: bool = False) -> str:
    """The colour a grade is shown in: bad, warn, good, best, or none where it is of no scale we know."""
    told = (grade or "").lower()
    if bottom or told in ("inadequate", "c3", "c4", "outcome 3", "urgent improvement", "unsatisfactory", "weak"):
        return "bad"
    if told.startswith(("requires improvement", "inconsistent", "needs attention", "c2", "adequate")):
        return "warn"
    if told in ("good", "c1", "typically positive", "strong standard", "expected standard", "very good"):
        return "good"
    return "best" if told in ("outstanding", "exceptional", "excellent") else ""


def bars(points: Sequence[tuple[str, int]], label: str, width: int = WIDTH) -> Markup:
    """A bar for each (name, count); names are months such as 2026-11. `width` is how wide it will be shown."""
    most = max((count for _, count in points), default=0) or 1
    step = width / max(len(points), 1)
    drawn = []
    for place, (name, count) in enumerate(points):
        height = round((HEIGHT - FOOT) * count / most, 1)
        drawn.append(
            f'<rect x="{place * step + 1:.1f}" y="{HEIGHT - FOOT - height:.1f}" width="{step - 2:.1f}" '
            f'height="{height}" rx="1.5"><title>{escape(name)}: {count}</title></rect>'
        )
        if name.endswith("-01"):
            drawn.append(f'<text x="{place * step + 1:.1f}" y="{HEIGHT - 4}">{escape(name[:4])}</text>')
    base = f'<line x1="0" y1="{HEIGHT - FOOT}" x2="{width}" y2="{HEIGHT - FOOT}"/>'
    return _svg(width, HEIGHT, label, base + "".join(drawn))


def grades(points: Sequence[tuple[str, str]], label: str) -> Markup:
    """Grades of the four-word scale over time: (ISO day, grade), drawn from the first to the last."""
    known = sorted((date.fromisoformat(day), grade.lower()) for day, grade in points if grade.lower() in SCALE)
    if len(known) < 2:
        return Markup("")
    begin, end = known[0][0], known[-1][0]
    days = max((end - begin).days, 1)
    left, right, row = 126, 20, 24
    height = row * len(SCALE) + FOOT
    drawn = [
        f'<text x="0" y="{row * place + 16}">{grade}</text>'
        f'<line x1="{left}" y1="{row * place + 12}" x2="{WIDTH}" y2="{row * place + 12}"/>'
        for place, grade in enumerate(reversed(SCALE))
    ]
    spots = []
    for day, grade in known:
        x = left + 10 + (WIDTH - left - right - 10) * (day - begin).days / days
        y = row * (len(SCALE) - 1 - SCALE.index(grade)) + 12
        spots.append((x, y, day, grade))
    drawn.append(f'<polyline points="{" ".join(f"{x:.1f},{y}" for x, y, _, _ in spots)}"/>')
    drawn += [
        f'<circle class="{tone(grade)}" cx="{x:.1f}" cy="{y}" r="6"><title>{day}: {grade}</title></circle>'
        for x, y, day, grade in spots
    ]
    drawn.append(f'<text x="{left}" y="{height - 3}">{begin.year}</text>')
    drawn.append(f'<text x="{WIDTH - 30}" y="{height - 3}">{end.year}</text>')
    return _svg(WIDTH, height, label, "".join(drawn))


def probability(value: float, threshold: float | None) -> Markup:
    """How sure the tagger was, and the bound it had to pass."""
    bound = f'<rect class="bound" x="{threshold * 100:.1f}" y="0" width="1" height="6"/>' if threshold else ""
    label = f"probability {value:.2f}" + (f", needed {threshold:.2f}" if threshold else "")
    inner = f'<rect width="100" height="6" rx="1"/><rect class="value" width="{value * 100:.1f}" height="6" rx="1"/>'
    return Markup(
        f'<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f"{inner}{bound}</svg>"
    )


def _svg(width: int, height: int, label: str, inner: str) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">{inner}</svg>'
    )
