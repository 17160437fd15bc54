"""Nursery World: trade press of early years, sister of Children & Young People Now."""

from crawler.systems.mark_allen import MarkAllen


class NurseryWorld(MarkAllen):
    name = "nursery-world"
    title = "Nursery World"
    home = "https://www.nurseryworld.co.uk/"
    evidence = "same system as its sister by belief; a register found that it answers 403 to feed readers (2026-09)"
    weekly = 15
