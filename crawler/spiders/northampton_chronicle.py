"""Northampton Chronicle & Echo: Northamptonshire."""

from crawler.systems.national_world import NationalWorld


class NorthamptonChronicle(NationalWorld):
    name = "northampton-chronicle"
    title = "Northampton Chronicle & Echo"
    home = "https://www.northamptonchron.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
