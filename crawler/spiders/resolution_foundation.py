"""Resolution Foundation: living standards, council tax and benefits."""

from crawler.systems.wordpress import WordPress


class ResolutionFoundation(WordPress):
    name = "resolution-foundation"
    title = "Resolution Foundation"
    home = "https://www.resolutionfoundation.org/"
    kind = "think-tank"
    match = "/(?:comment|press-releases|publications)/[^/]+$"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    example = "https://www.resolutionfoundation.org/comment/falling-pay-divergent-data-and-a-bulging-middle/"
    weekly = 5
