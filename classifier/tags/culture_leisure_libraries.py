"""Culture, leisure and libraries."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="culture-leisure-libraries",
    title="Culture, leisure and libraries",
    about="Libraries, museums, theatres, leisure centres, pools, parks, festivals.",
    excludes="Regeneration with a theatre in it.",
    iptc="medtop:20000038",
    cues=cues(
        "librar*; museum*; galler*; theatre*; arts; art; artist*; culture; cultural; city of culture; leisure; "
        "leisure centre*; swimming pool*; pool*; swim*; gym*; sport*; football; pitch*; playground*; play area*; "
        "park*; green flag; heritage; archive*; festival*; concert hall*; venue*; music; orchestra; cinema; statue*; "
        "monument*; castle; hall; pantomime; carnival; fireworks display; lido; golf course*; stadium; tourism; "
        "visitor*; book*; borrower*; exhibition*; arts council; freedom leisure; gll; everyone active; allotment*; "
        "cemeter*; crematorium; bereavement; community centre*; youth club*; bandstand; pier; zoo; sports centre; "
        "tennis; bowls; skate*"
    ),
    floor=0.79,
)
