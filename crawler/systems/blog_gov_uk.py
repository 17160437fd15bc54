"""GOV.UK blogs: the government's own WordPress, one host for each blog."""

from typing import ClassVar

from crawler.systems.wordpress import WordPress


class BlogGovUk(WordPress):
    """A blog at <name>.blog.gov.uk; articles at /<year>/<month>/<day>/<slug>/."""

    kind = "regulator"
    nation = "England"
    licence = "OGL-UK-3.0"
    match = r"/\d{4}/\d{2}/\d{2}/[^/]+$"
    drop: ClassVar[tuple[str, ...]] = (".sharing-buttons", ".email-signup")
    weekly = 1
