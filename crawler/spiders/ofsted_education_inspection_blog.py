"""Ofsted's education inspection blog: how schools are inspected."""

from crawler.systems.blog_gov_uk import BlogGovUk


class OfstedEducationInspectionBlog(BlogGovUk):
    name = "ofsted-education-inspection-blog"
    title = "Ofsted: education inspection blog"
    home = "https://educationinspection.blog.gov.uk/"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    weekly = 1
