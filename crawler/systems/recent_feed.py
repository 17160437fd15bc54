"""A feed of which only the last days are read: some publishers' feeds hold their whole archive."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.channels import Feed, Found


@dataclass(frozen=True)
class RecentFeed(Feed):
    """A feed whose entries older than `days` are not news; entries without a date are kept."""

    days: int = 30

    def read(self, body: bytes, url: str) -> Found:
        found = super().read(body, url)
        since = datetime.now(UTC) - timedelta(days=self.days)
        found.entries = [e for e in found.entries if (when := e.modified or e.published) is None or when >= since]
        return found
