"""WordPress: a feed at feed/, and what its themes and commonest plug-ins put around a story."""

from typing import ClassVar

from crawler.systems.base import System


class WordPress(System):
    """A WordPress site. Its permalinks differ from site to site; what is never an article does not."""

    feeds = ("feed/",)
    match = r"^https?://[^/]+/(?!(?:category|tag|author|feed|page|comments|events?|jobs?|wp-[\w-]+)(?:/|$))[^?]"
    drop: ClassVar[tuple[str, ...]] = (
        ".sharedaddy",  # Jetpack's share buttons, "Like this", and related posts
        ".jp-relatedposts",
        ".addtoany_share_save_container",
        ".heateor_sss_sharing_container",
        ".wp-caption-text",
        ".wp-element-caption",
        ".wp-block-latest-posts",
        ".wp-block-jetpack-subscriptions",
        ".wp-block-post-comments",
        ".post-navigation",
        ".nav-links",
        ".related-posts",
        ".yarpp-related",
        ".mc4wp-form",
        ".tptn_counter",
        "#comments",
        "#respond",
        "aside.widget-area",
    )
