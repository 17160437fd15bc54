"""Room151: council treasury, pensions and finance."""

from crawler.systems.wordpress import WordPress


class Room151(WordPress):
    name = "room151"
    title = "Room151"
    home = "https://www.room151.co.uk/"
    kind = "trade press"
    access = "registration"
    evidence = "feed in three public source lists, one noting that it works (2026)"
    weekly = 8
