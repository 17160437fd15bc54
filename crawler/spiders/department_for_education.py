"""Department for Education: schools, children's social care, and directions to councils."""

from crawler.systems.gov_uk import DOCUMENTS, GovUk


class DepartmentForEducation(GovUk):
    name = "department-for-education"
    title = "Department for Education"
    organisation = "department-for-education"
    match = DOCUMENTS
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 25
