"""Ofsted's social care blog: how children's services are inspected, by those who do it."""

from crawler.systems.blog_gov_uk import BlogGovUk


class OfstedSocialCareBlog(BlogGovUk):
    name = "ofsted-social-care-blog"
    title = "Ofsted: social care and early years regulation blog"
    home = "https://socialcareinspection.blog.gov.uk/"
    evidence = "page read; feeds of this form work for its sister blogs (2026-09)"
    weekly = 1
