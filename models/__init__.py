"""What we know, and where it is kept: the one room that crawler, classifier and api share."""

from models.article import Article, Revision
from models.authority import Authority, Mention
from models.draft import Draft, Refused, Removed
from models.follow import ApiKey, Delivery, Label, Message, SavedSearch
from models.judgement import Judgement, Outcome
from models.page import Body, Page
from models.reading import (
    AuthorityFound,
    AuthorityName,
    Document,
    Evidence,
    JudgementFound,
    Reading,
    TagFound,
)
from models.source import Channel, Crawl, Host, Source, SourceState, Turn
from models.story import Story, StoryArticle
from models.tag import Annotation, Tag, Tagging

__all__ = [
    "Annotation",
    "ApiKey",
    "Article",
    "Authority",
    "AuthorityFound",
    "AuthorityName",
    "Body",
    "Channel",
    "Crawl",
    "Delivery",
    "Document",
    "Draft",
    "Evidence",
    "Host",
    "Judgement",
    "JudgementFound",
    "Label",
    "Mention",
    "Message",
    "Outcome",
    "Page",
    "Reading",
    "Refused",
    "Removed",
    "Revision",
    "SavedSearch",
    "Source",
    "SourceState",
    "Story",
    "StoryArticle",
    "Tag",
    "TagFound",
    "Tagging",
    "Turn",
]
