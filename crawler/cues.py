"""What job ads, partner content, sign-ups, walls and other furniture say of themselves, line by line."""
# ruff: noqa: E501  one pattern, sentence or list a line

import re
from re import Pattern

import re2

# Headings that open a module. A line counts only when it is the whole line.
_OPENERS: tuple[tuple[str, str], ...] = (
    (
        "job-module",
        r"(?:(?:the |our )?(?:latest|top|featured|more|all|new|current|recent|related|this week.s|find|browse|search|view|see) )*"
        r"(?:[\w’'&,/-]+ ){0,4}(?:jobs|vacancies|job vacancies|job opportunities|job board|jobs board)"
        r"(?: (?:in|from|near|of|for|at|by|on) (?!risk\b)(?:[\w’'&-]+ ?){1,5})?",
    ),
    (
        "job-module",
        r"(?:our |all |current |latest )?(?:jobs|vacancies) (?:this (?:week|month)|today|now|closing soon|near you)"
        r"|(?:featured|latest|top) (?:job|role|vacancy|opportunit(?:y|ies)|appointments?|recruiters?)|job (?:of the week|search|alerts?)",
    ),
    (
        "partner-content",
        r"(?:our |from our |more from our |latest from our )?(?:commercial |content |sponsored |industry |knowledge )?partners?(?: (?:content|insights?|news|views|features?|articles?|stories|zone|updates?|posts?|messages?))?"
        r"|(?:sponsored|promoted|paid|paid-for|branded|commercial|advertiser|supplier)(?: |-)?(?:content|features?|articles?|posts?|stories|links?|by|message|insights?|news|supplement)?"
        r"|advertorials?|advertisement features?|(?:ad|advert|advertisement|advertising|adverts|ads)(?: (?:feature|continues below|break))?|promotions?|promotion|around the web|from around the web|sponsored by [\w &’'.-]{2,40}",
    ),
    (
        "sign-up",
        r"(?:sign|signing) ?-?up(?: (?:now|here|today|free|for free|below))*[.!:]?|subscribe(?: (?:now|here|today|free|to our newsletters?))*[.!:]?|(?:our |the |free |daily |weekly |email |e-mail |get our )*(?:newsletters?|news bulletins?|bulletins?|email alerts?|e-alerts?|daily briefing)(?: sign-?up)?"
        r"|stay (?:informed|up to date|updated|in touch|connected|in the loop)(?: with .{3,60})?|never miss (?:a|an) (?:story|update|beat|thing|issue)[.!]?|(?:get|receive) .{3,80}(?:in|to|into) your (?:inbox|email).{0,30}|join our (?:mailing list|newsletter|community).{0,40}|keep up to date.{0,60}",
    ),
    (
        "related",
        r"(?:related|recommended|suggested|similar|further|additional|associated|linked|connected)(?: (?:articles?|stories|story|content|posts?|links?|news|topics?|reading|items?|pages?|coverage|features?|information|resources?|documents?|for you|from .{2,30}))?"
        r"|(?:read|see|view|find out|discover|explore|learn|show|load) (?:more|next|also|now|further|on)(?: (?:stories|articles|news|like this|here|about .{2,40}|on .{2,40}|from .{2,40}))*|more (?:on|about|from|in|like|stories|news|articles|headlines|to read|to explore|for you)(?: .{2,50})?|more"
        r"|(?:you (?:may|might|could) (?:also )?(?:like|be interested in|enjoy|have missed)|(?:also|see|read) also|see also|also (?:in|on|read) .{0,40}|don.?t miss|in case you missed it|up next|next (?:up|article|story|post)|previous (?:article|story|post)|what to read next|what.s next|people also read|readers also (?:like|read))(?: ?(?:this|these))?"
        r"|(?:most|top|latest|trending|popular|breaking|other|editor.?s|editors|our|must|today.s|this week.s|recent)[- ](?:read|popular|viewed|shared|commented|watched|discussed|stories|news|articles|headlines|now|posts?|picks?|choice|reads?|features?|opinion|videos?|comment|analysis|blogs?|topics?)(?: (?:stories|articles|news|today|now|this week|in .{2,30}|from .{2,30}|posts?))?"
        r"|(?:trending|popular|featured|latest|recommended|elsewhere|spotlight|in pictures|in focus|on this topic|related tags|explore more|explore further|keep reading|continue exploring|you may also like)(?: (?:stories|articles|posts|now|today|on .{2,40}|this week))?",
    ),
    (
        "event",
        r"(?:(?:our |all )?(?:upcoming|forthcoming|featured|next|future|related|latest|live|virtual|industry)|our|all)(?: [\w’']+){0,2} (?:events?|webinars?|conferences?|awards|training courses?|podcasts?)"
        r"|events?(?: (?:diary|calendar|listings?))?|webinars?|podcasts?|dates for (?:your|the) diary",
    ),
    (
        "registration-wall",
        r"(?:please )?(?:register|sign ?-?(?:in|up)|log ?-?in|join|(?:create|make|open|set up) (?:a|an|your) (?:free )?account)(?: (?:now|here|today|free|for free|or sign in|or log in|or subscribe|or register))* to (?:continue|read|keep|access|view|see|unlock|carry on|finish).{0,60}"
        r"|(?:this )?(?:article|content|story|page) is (?:only )?(?:free )?(?:for|available to|exclusive to|reserved for) (?:free )?(?:registered|logged[- ]in) .{0,60}|(?:free )?registration (?:is )?required.{0,40}|want to read more\??|already (?:registered|a member)\??.{0,40}|register for free.{0,40}|(?:continue|keep|carry on) reading(?: (?:this article|for free|with .{3,40}))?|you(?:.ve| have) (?:reached|read|used).{0,60}(?:free|limit|articles|stories).{0,40}",
    ),
    (
        "paywall",
        r"(?:please )?(?:subscribe|upgrade|become a (?:subscriber|member)|start your (?:free )?(?:trial|subscription)|buy a subscription)(?: (?:now|here|today|for .{2,25}))* to (?:continue|read|keep|access|view|see|unlock|carry on).{0,60}"
        r"|(?:this )?(?:article|content|story|page|feature) is (?:only )?(?:for|available to|exclusive to|reserved for|locked to) (?:our )?(?:paying |premium )?(?:subscribers|members)\b.{0,60}|(?:premium|subscriber[- ]only|subscribers?[- ]only|members?[- ]only|exclusive) (?:content|article|access)?\b.{0,30}|to (?:read|continue reading) (?:this|the (?:rest|full)).{0,80}|unlock (?:this|full|unlimited).{0,60}|choose (?:a|your) (?:plan|subscription).{0,40}|subscription options|not a subscriber\??.{0,40}|already a subscriber\??.{0,40}",
    ),
    (
        "comments",
        r"(?:\d+ )?comments?(?: ?\(?\d+\)?| (?:policy|closed|are closed|section))?:?|(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply|response)s?|(?:join|be part of|start) the (?:conversation|discussion|debate)|have your say[.!]?|(?:what do you think|your views|reader(?:s|s’|’s|'s|s')? (?:comments|views|responses?))\??|(?:\d+ )?(?:responses|replies|thoughts)(?: (?:to|on) .{2,80})?|log in to comment.{0,30}|show comments|view (?:all )?\d* ?comments|discussion",
    ),
    (
        "share",
        r"(?:share|tweet|email|e-mail|print|save|copy)(?: (?:this|the|on|via|to|link|by|with|story|article|page|post|facebook|twitter|x|linkedin|whatsapp|email|friends?|a))*[:.]?|share (?:on|via|to) .{1,40}|(?:facebook|twitter|linkedin|whatsapp|reddit|pinterest|bluesky|threads|instagram|copy link|e-?mail|print|save|messenger|flipboard|x|telegram|youtube)(?:[ ,|/·•]+(?:facebook|twitter|linkedin|whatsapp|reddit|pinterest|bluesky|threads|instagram|copy link|e-?mail|print|save|messenger|flipboard|x|telegram|youtube))*|(?:follow|like|find|join|connect with) us(?: on)?\b.{0,60}|share this .{0,30}|link copied!?|bookmark(?: this)?|listen to this (?:article|story).{0,20}",
    ),
    (
        "cookie",
        r"(?:cookies?|we use cookies|cookie (?:policy|settings|preferences|notice|consent|banner|control)|your (?:privacy|cookie choices).{0,40}|cookies on .{2,60}|this (?:site|website) uses cookies.{0,60}|accept(?: all)?(?: (?:additional )?cookies)?|reject(?: all)?(?: (?:additional )?cookies)?|manage (?:cookies|preferences|settings|consent).{0,20})",
    ),
    (
        "feedback",
        r"(?:is this page useful|was this (?:page|article|information|content) (?:helpful|useful)|did you find .{3,60}(?:useful|helpful)|rate this (?:article|page)|help us improve .{0,60}|report (?:a problem|an error|this).{0,40}|give (?:us )?feedback.{0,40}|spotted (?:a|an) (?:mistake|error|typo).{0,60}|thank you for your feedback.{0,20}|maybe|yes this page is useful|no this page is not useful)\??",
    ),
    (
        "furniture",
        r"(?:author|about the authors?|written by|contributors?|biography|profile|table of contents|contents|on this page|in this (?:article|story|page|issue|section)|jump to.{0,30}|skip to.{0,30}|back to (?:top|.{2,20})|top|close|menu|search|home|next|previous|prev|loading.{0,5}|view (?:gallery|image|full .{2,20}|all)|show (?:more|less|all)|expand|play|pause|watch|listen|download(?: (?:pdf|as pdf|the (?:app|pdf)))?|photo gallery|image gallery|gallery|topics?|tags?|keywords|categories|filed under|source|sources|disclaimer|copyright|reprints.{0,20}|permissions|\d+ of \d+|[|•·–—-]+)[:.]?",
    ),
)
_OPENED: tuple[tuple[str, Pattern[str]], ...] = tuple(
    (why, re.compile(rf"(?:[-–—•»›>▶→|:]+ )?(?:{pattern})(?: ?[»›>→:…|]+)?", re.I)) for why, pattern in _OPENERS
)

# Lines that stand alone: they open nothing.
_ALONE: tuple[tuple[str, Pattern[str]], ...] = tuple(
    (why, re.compile(pattern, re.I))
    for why, pattern in (
        (
            "related",
            r"(?:read|see|watch|listen|learn|find out|click|discover|view|explore)(?: it)? ?(?:more|also|next|now|here|full story|the full story|this|further)?(?: (?:about|on|from|at|here) ?[^:]{0,40})?\s?[:>»|–—-]+\s?\S.{3,200}"
            r"|(?:related|more|see also|also read|also see|also|don.?t miss|further reading|recommended|must read|must-read|in pictures|video|gallery|photos|quiz|poll|podcast|long read|opinion|analysis|explainer|editorial|up next|next|previous|related (?:article|story|stories|content|news))\s?[:>»|–—]\s?\S.{3,200}"
            r"|(?:click|tap) (?:here|below|on) .{3,120}|for more (?:news|stories|information|on this|like this).{0,140}(?:click|visit|see|follow|go to|head|check|sign|subscribe|our).{0,120}",
        ),
        (
            "sign-up",
            r"(?:don.?t miss .{2,60}\W )?(?:turn|switch) on (?:our |push |breaking |news |instant )*(?:alerts|notifications)\b.{0,100}|(?:get|try|join) (?:our|the|us) .{0,60}(?:e-?mails?|bulletins?|briefings?|whatsapp|newsletters?)\b.{0,120}"
            r"|(?:if you )?(?:like|liked|enjoy|enjoyed) (?:this|our|what).{0,200}(?:join|subscrib|sign up|support|member|newsletter|donat).{0,120}"
            r"|(?:sign|signing) up (?:to|for|here|now|and|with).{0,160}|subscribe (?:to|for|here|now).{0,140}|for (?:your|our|the|a) (?:free|daily|weekly).{0,60}(?:bulletin|newsletter|email|briefing|update)s?\.?|(?:get|receive|have) (?:our|the|all|your|a|more|breaking|daily|weekly|exclusive|news|stories|this).{0,120}(?:inbox|newsletter|by email|your email|straight to you|delivered).{0,60}|(?:enter|your) (?:your )?(?:e-?mail|email)(?: address)?.{0,40}|(?:thank you for|thanks for) (?:subscribing|signing).{0,120}|invalid email.{0,80}|we use your (?:sign-?up|information).{0,400}|download (?:our|the) (?:free )?app.{0,80}|(?:like|enjoyed?) (?:this|what you).{0,60}(?:subscribe|sign up|newsletter).{0,120}",
        ),
        (
            "event",
            r"(?:book|reserve|claim|secure|get|buy)(?: (?:now|here|online|today|tickets?|a|an|the|your|free|early[- ]bird|last|few))*(?: (?:places?|seats?|tickets?|stands?|delegate places?|spot))?(?: (?:now|here|today|online))?[.!]?"
            r"|(?:register|sign up) (?:now|here|today|your (?:place|interest))[.!]?|(?:view|see|download) (?:the )?(?:event|full programme|programme|agenda|line-?up)"
            r"|(?:free )?(?:webinar|event|conference|podcast|on[- ]demand|masterclass|roundtable|training)\s?[:|–-]\s[^.]{5,140}",
        ),
        (
            "share",
            r"(?:follow|like|join|find|contact|e-?mail|tweet|message|connect with) (?:us|me|him|her|them|[\w.’']+(?: [\w.’']+){0,4}) (?:on|at|via|@) ?(?:facebook|twitter|x|instagram|linkedin|@|youtube|tiktok|social|google|bluesky|threads|\S+@).{0,160}|share (?:this )?(?:on|via|article|story|page|post).{0,40}|@\w{2,30}",
        ),
        (
            "caption",
            r".{5,240}\((?:image|images|photo|photos|picture|pictures|pic|credit|video)(?: (?:credit|by|courtesy|source))?s?\s?: ?[^()]{2,80}\)?\)"
            r"|(?:\(?(?:image|images|picture|pictures|photo|photos|photograph|photography|credit|pic|illustration|video|file photo|stock (?:image|photo)|library (?:image|picture))(?: (?:credit|source|by|courtesy|from|via|copyright))?(?: of)?\s?[:©/|]\s?).{1,160}|(?:photo|image|picture|photograph|illustration)(?:s|graphs)? (?:by|courtesy(?: of)?|via|from|credit) .{2,80}|©.{2,80}|(?:getty|getty images|alamy|shutterstock|pa|pa media|pa wire|reuters|afp|istock|ap|epa|google(?: maps| street view)?|unsplash|pexels)(?:[ /,|]+(?:getty|getty images|istock|alamy|shutterstock|pa|reuters|afp|images|photo|stock photo|google|maps))*",
        ),
        (
            "cookie",
            r"(?:we|this (?:site|website)|our (?:site|website)|\w+ ?\w*) uses? (?:some )?(?:essential |third[- ]party )?cookies.{0,400}|by (?:continuing|carrying on|using this|clicking|browsing).{0,120}(?:cookie|privacy|terms).{0,160}|please (?:accept|enable) (?:cookies|javascript).{0,120}",
        ),
        (
            "comments",
            r"(?:please )?(?:log|sign) in (?:or register )?to (?:comment|join|post|reply|leave).{0,60}|comments (?:are|have been|on this).{0,80}|(?:let us know|tell us)(?: what you think| your (?:thoughts|views))?.{0,20}(?:in the )?comments.{0,60}|do you have (?:a|any) (?:story|comment|news|tip|question)s?.{0,160}|(?:have|got) (?:you )?(?:a|an|any) (?:story|tip|news|view|question|comment).{0,30}\?.{0,160}",
        ),
        (
            "furniture",
            r"(?:https?://|www\.)\S+"
            r"|(?:(?:ms )?(?:pdf|word|excel|odt|csv|html|rtf|zip|docx?|xlsx?)\W{1,3})?[\d.,]+ ?[km]b\b(?:, \d+ pages?)?.{0,140}"
            r"|this file may not be suitable for users of assistive.{0,120}|request an accessible format.{0,80}",
        ),
        (
            "furniture",
            r"(?:tags?|topics?|filed under|posted in|categor(?:y|ies)|keywords|labels|sections?|companies|more about)\s?:.{1,300}|(?:copyright|\(c\)|©) ?.{0,20}\d{4}.{0,200}|all rights reserved.{0,120}|this (?:article|story|post|piece|page) (?:was|is|has been) (?:originally |first |last )?(?:published|posted|updated|appeared|amended|reviewed|syndicated).{0,200}|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[ -]?min(?:ute)?s?(?: read| de leitura)?|(?:reading|estimated) time:?.{0,30}|this document is subject to copyright.{0,400}|citation:.{5,300}|news tips\??.{0,80}|printed from .{4,200}",
        ),
        (
            "dateline",
            r"(?:first |last )?(?:published|posted|updated|modified|created|date|added|uploaded|issued|release date)(?: on| at| by|:| date)?:? ?[\w ,:.|/@()+•·-]{0,60}\d{1,4}[\w ,:.|/@()+•·-]{0,60}",
        ),
        (
            "partner-content",
            r"(?:this|the following) (?:article|content|post|story|feature|is a|is) .{0,40}(?:sponsored|paid[- ]for|paid for|in partnership|in association|promot|advertis|affiliate).{0,160}|(?:paid for|sponsored|supported|presented|promoted|brought to you|provided|powered) (?:and presented )?by .{2,60}|(?:in association|in partnership) with .{2,60}|\w+ ?banner|(?:linkedin|twitter|facebook|mpu|leaderboard|header|footer|sidebar|advert|ad|[\w’' ]{2,30}) banner(?: ad| advert| image)?|ad(?:vert(?:isement)?)? ?[-–—:|].{0,60}|we (?:may )?(?:earn|receive) (?:a )?(?:commission|income|revenue).{0,120}",
        ),
    )
)

_PAY = r"(?:circa |up to |from |c\. ?|starting (?:at |from )?|between |£ ?)?£ ?\d[\d,.]*k?(?:\.\d+)?"
_PERIOD = r"(?:per (?:annum|hour|year|month|week|day|session)|p\.?a\.?\b|pro[- ]rata|an hour|a year|annually|p/h|ph\b|per hr|fte)"
_JOB_LINE = re.compile(
    rf"(?:{_PAY})(?: ?(?:-|–|—|to|and|rising to) ?(?:{_PAY}))? ?\(?{_PERIOD}.{{0,140}}"
    rf"|{_PAY} ?(?:-|–|—|to) ?{_PAY}(?: ?[+(].{{0,80}})?"
    rf"|{_PAY} ?\+ .{{2,80}}"
    r"|(?:competitive|negotiable|attractive)(?: salary| package| rates?)?(?: ?[+&(].{0,60}| plus .{0,60})?|salary (?:negotiable|competitive).{0,40}"
    r"|(?:rec[a-z]{2,5}it[a-z]{1,3}|employer|organisation|company|salary|salary range|pay|pay range|grade|scale|location|based (?:at|in)|contract(?: type)?|hours|working pattern|working hours|job type|job ref(?:erence)?|reference|ref(?: no)?|vacancy (?:id|ref.*)|closing date|closes|closing|deadline|apply by|interview(?:s| date)?(?: date)?|start date|posted|expires|sector|role type|term)\s?[:–-] ?.{1,120}"
    r"|(?:apply|apply now|apply here|apply online|apply for this job|view job|view role|view vacancy|save job|save this job|more details|how to apply|find out more and apply|send me jobs like this|email me jobs like this|get job alerts?|create job alert|search (?:all )?jobs|view all jobs|post a job|recruiters?|upload (?:your )?cv)(?: ?[»›>→]+)?"
    r"|(?:permanent|fixed[- ]term|temporary|full[- ]time|part[- ]time|casual|contract|hybrid|secondment|maternity cover|term[- ]time(?: only)?|remote)(?: ?(?:,|/|\||·|-|and|or) ?(?:permanent|fixed[- ]term|temporary|full[- ]time|part[- ]time|casual|contract|hybrid|secondment|flexible|remote|term[- ]time(?: only)?|\d+ (?:months?|years?|hours?)(?: per week)?))*(?: contract)?"
    r"|(?:closing|closes|apply by|deadline)(?: date)?:? .{0,10}\d.{0,40}|\d+ days? left(?: to apply)?",
    re.I,
)
_JOB_COLUMN = re.compile(
    r"(?:job |vacancy |post )?(?:title|post|role|job|position|vacancy|employer|organisation|council|salary|pay|grade|hours|contract(?: type)?"
    r"|location|closing(?: date)?|closes|deadline|apply by)"
)
_QUIET = re2.Options()
_QUIET.log_errors = False  # such as that a hostile line took a slower way
_JOB_WORDS = re2.compile(  # asked of every line that is left, and three times as fast as by re
    rf"(?i)£ ?\d[\d,.]*k?(?:\s?(?:-|–|—|to)\s?£ ?\d[\d,.]*k?)? ?\(?{_PERIOD}|\bclosing date\b|rec[a-z]{{2,5}}iter ?:|permanent, ?(?:part|full)|fixed term, ?(?:part|full)|\b(?:part|full)[- ]time, ?(?:permanent|casual|fixed|temporary)"
    r"|\bthis (?:position|post|role|vacancy) is (?:open|offered|based|available|permanent)|\bapply (?:now|online|today)\b|the successful (?:candidate|applicant)|(?:we are|we're) (?:looking for|seeking|recruiting)|are you (?:looking for|an? (?:experienced|enthusiastic|motivated|passionate|qualified|ambitious))|join our (?:team|friendly)|do you (?:have|hold|want) (?:an?|the|experience|what)|(?:hours|days) (?:a|per) week\b.*£|£.*(?:hours|days) (?:a|per) week|salary (?:range|scale|for)|\bdbs check\b|\bNQSW|competitive salary|starting salary|informal (?:discussion|chat)|job (?:description|reference)",
    _QUIET,
)
_WALL_WORDS = re.compile(
    r"\b(?:register(?:ed|ing)?|subscri(?:be|ber|bers|ption|ptions)|sign(?:ed)? in|log(?:ged)? in|sign up|free account|your account|already have an account|membership|premium access"
    r"|(?:free|unlimited) (?:access|articles?|stories)|articles? (?:per|a|this) month|(?:per|a|this) month|newsletters?|benefits|expert (?:features|advice|guidance|analysis)|what.?s included|archive of|thank you for visiting|full access|digital edition|cancel any ?time|free trial)\b",
    re.I,
)
_SIGN_UP_WORDS = re.compile(
    r"newsletter|bulletin|inbox|sign up|subscribe|e-?mail|daily briefing|weekly (?:round|digest)|straight to|delivered|unsubscribe|privacy (?:policy|notice)|alerts\b|your details",
    re.I,
)

_ADDRESS = re.compile(
    r"(?:type|enter|add|pop in) your e-?mail(?: address)?(?: here)?[….]*|your e-?mail(?: address)?[*:]?", re.I
)

WALLS = {"registration-wall": "registration", "paywall": "paywall"}
LONG = 2000  # characters of a line that are looked at; a longer one says what it is before
_TITLE_TRIM = " \t:|-–—•»›>"


def opener(line: str) -> str | None:
    """The kind of module a line opens, when the whole line is such a heading."""
    if len(line) > 120:
        return None
    line = line.strip(_TITLE_TRIM)
    return next((why for why, pattern in _OPENED if pattern.fullmatch(line)), None)


def alone(line: str) -> str | None:
    """Why a line, by itself and wherever it stands, is not the story."""
    if len(line) > 420:
        return None
    line = line.strip()
    return next((why for why, pattern in _ALONE if pattern.fullmatch(line)), None)


def job_line(line: str) -> bool:
    """Whether a line is a fact of a job ad and nothing else: pay, recruiter, closing date, contract."""
    return len(line) <= 220 and bool(_JOB_LINE.fullmatch(line.strip(_TITLE_TRIM)))


def job_row(line: str) -> bool:
    """Whether a table's row heads columns of jobs: their pay, or their last day, beside another fact of theirs."""
    cells = [cell.strip().lower() for cell in line[:LONG].split(" | ")]
    return len(cells) > 1 and sum(bool(_JOB_COLUMN.fullmatch(cell)) for cell in cells) * 2 > len(cells)


def job_words(line: str) -> int:
    """How many turns of phrase of a job ad a line holds."""
    return len({found.lower() for found in _JOB_WORDS.findall(line[:LONG])})


def wall_words(line: str) -> int:
    """How many turns of phrase of a registration wall or paywall a line holds."""
    return len({found.lower() for found in _WALL_WORDS.findall(line[:LONG])})


def asks_for_address(line: str) -> bool:
    """Whether a line is the label of a field for an e-mail address, as newsletters have it."""
    return bool(_ADDRESS.fullmatch(line.strip(_TITLE_TRIM)))


def sign_up_words(line: str) -> bool:
    """Whether a line speaks of newsletters."""
    return bool(_SIGN_UP_WORDS.search(line[:LONG]))
