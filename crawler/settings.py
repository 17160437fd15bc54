"""Scrapy's own names, nothing else."""

from crawler.network import Guard
from models.settings import settings

_own = settings()

BOT_NAME = "councilwire"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

USER_AGENT = _own.agent
ROBOTSTXT_OBEY = False  # Scrapy's own fetches on a 5xx and knows no Crawl-delay; crawler/manners.py obeys instead
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0  # the pause between requests is kept per host across all spiders by crawler/manners.py
RANDOMIZE_DOWNLOAD_DELAY = False
DOWNLOAD_MAXSIZE = _own.max_size
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = _own.timeout
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_FAIL_ON_DATALOSS = True
DNS_RESOLVER = "crawler.network.GuardedResolver"
COUNCILWIRE_GUARD = Guard(ports=_own.allowed_ports)
COUNCILWIRE_DATABASE = _own.url
COUNCILWIRE_DELAY = _own.delay
COUNCILWIRE_DEPTH = _own.depth

EXTENSIONS_BASE: dict[str, int] = {}  # of Scrapy's extensions, two open a port that runs code, and none is needed
REMOTE_CONTROL_ENABLED = TELNETCONSOLE_ENABLED = False
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy from the environment would connect past the guard
HTTPCACHE_ENABLED = False
FTP_USER = FTP_PASSWORD = ""
DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "s3": None, "data": None}
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
RETRY_TIMES = 2
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
CONCURRENT_ITEMS = 1  # a page is one item, and Scrapy starts as many tasks as this for every response
WARN_ON_GENERATOR_RETURN_VALUE = False  # it parses the source of every callback, for every request

DOWNLOADER_MIDDLEWARES_BASE = {
    f"scrapy.downloadermiddlewares.{name}": order  # what a fetch needs; each of the others costs every request
    for name, order in (
        ("downloadtimeout.DownloadTimeoutMiddleware", 350),
        ("defaultheaders.DefaultHeadersMiddleware", 400),
        ("useragent.UserAgentMiddleware", 500),
        ("retry.RetryMiddleware", 550),
        ("redirect.RedirectMiddleware", 600),
    )
}
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,  # redirects ask it
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.network.GuardMiddleware": 50,
    "crawler.unpack.Unpacking": 590,
    "crawler.manners.Manners": 980,  # nearest to the network, so that redirects and retries wait their turn too
}
ITEM_PIPELINES = {"crawler.pipelines.Archive": 100}
