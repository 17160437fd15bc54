"""Licensing and trading standards."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="licensing-trading-standards",
    title="Licensing and trading standards",
    about="Alcohol, taxis, gambling, food hygiene, markets, counterfeit and under-age sales.",
    excludes="Licensing of rented homes.",
    iptc="medtop:20000621",
    cues=cues(
        "licens*; licence*; licensing committee; licensing sub; premises licence; late licence; alcohol; off licence; "
        "pub; pubs; nightclub*; club; bar; taxi*; private hire; hackney; minicab*; gambling; betting; casino; slot*; "
        "bookmaker*; lap dancing; sexual entertainment; strip; trading standards; counterfeit*; fake; illicit; "
        "tobacco; cigarette*; vapes; vape; underage; test purchase; rogue trader*; scam*; doorstep; food hygiene; "
        "hygiene; food safety; environmental health; takeaway*; restaurant*; kebab; butcher*; street trad*; market "
        "trader*; busk*; animal welfare; dog breed*; kennels; pet shop; puppy; tattoo*; fireworks; product safety; "
        "weights and measures; short term let*; airbnb; food standards; prosecut*; fined; magistrates; pavement "
        "licence*; cumulative impact; last orders; landlord; knife sales"
    ),
    floor=0.76,
)
