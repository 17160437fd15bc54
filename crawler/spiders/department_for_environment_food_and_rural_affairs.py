"""Department for Environment, Food and Rural Affairs: waste, floods and air."""

from crawler.systems.gov_uk import GovUk


class DepartmentForEnvironmentFoodAndRuralAffairs(GovUk):
    name = "department-for-environment"
    title = "Department for Environment, Food and Rural Affairs"
    organisation = "department-for-environment-food-rural-affairs"
    evidence = "the slug is that of its page; feeds of this form work for every organisation looked up (2026)"
    weekly = 20
