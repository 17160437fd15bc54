"""New Local: community power and councils."""

from crawler.systems.wordpress import WordPress


class NewLocal(WordPress):
    name = "new-local"
    title = "New Local"
    home = "https://www.newlocal.org.uk/"
    kind = "think-tank"
    evidence = "feed in a public source list that notes it works (2026)"
    weekly = 2
