"""Ofsted: announcements of the schools and children's services inspectorate."""

from crawler.systems.gov_uk import DOCUMENTS, GovUk


class Ofsted(GovUk):
    name = "ofsted"
    title = "Ofsted"
    organisation = "ofsted"
    kind = "regulator"
    match = DOCUMENTS
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 8
