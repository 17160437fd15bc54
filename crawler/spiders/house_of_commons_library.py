"""House of Commons Library: briefings on local government and all else."""

from crawler.systems.wordpress import WordPress


class HouseOfCommonsLibrary(WordPress):
    name = "commons-library"
    title = "House of Commons Library"
    home = "https://commonslibrary.parliament.uk/"
    kind = "parliament"
    licence = "OPL-UK-3.0"
    match = r"/(?:research-briefings/[\w-]+|[\w-]{12,})$"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    example = "https://commonslibrary.parliament.uk/research-briefings/cbp-10288/"
    weekly = 20
