"""`python -m tests.pages`: how clean the test sites come out, a line for each group, without memory and with it."""

from tests.pages import fresh, held, measure, rough, sector, strange, unseen


def main() -> None:
    """Print lines left, lines of story kept and clean pages, each of how many."""
    head = f"{'left':>12} {'kept':>12} {'clean':>12}"
    print(f"{'test sites':22} {head}   with memory: {head}")
    for room in (sector, unseen, strange, fresh, rough, held):
        sums = [measure.Clean(), measure.Clean()]
        for made in room.pages():
            for total, remember in zip(sums, (False, True), strict=True):
                total.add(measure.measure(made, remember=remember))
        print(f"{room.__name__.rsplit('.', 1)[-1]:22} {sums[0].figures()}                {sums[1].figures()}")


if __name__ == "__main__":
    main()
