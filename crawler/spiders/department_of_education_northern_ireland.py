"""Department of Education, Northern Ireland."""

from crawler.systems.northern_ireland_executive import NorthernIrelandExecutive


class DepartmentOfEducationNorthernIreland(NorthernIrelandExecutive):
    name = "department-of-education-ni"
    title = "Department of Education (Northern Ireland)"
    department = "education"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 6
