"""Climate and environment."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="climate-environment",
    title="Climate and environment",
    about="Net zero, energy, flooding, air, water, trees, nature.",
    excludes="Waste collection.",
    iptc="medtop:20000418",
    cues=cues(
        "climate; climate emergency; net zero; carbon; emission*; greenhouse; decarbon*; retrofit*; solar; wind "
        "farm*; turbine*; heat pump*; heat network*; insulation; flood*; flooding; flood defence*; sea defence*; "
        "coastal erosion; erosion; air quality; clean air; ulez; low emission; pollution; nitrogen dioxide; "
        "biodiversity; rewild*; tree*; woodland; wildlife; nature; nature recovery; habitat*; sewage; river*; "
        "drought; heatwave; storm*; environment agency; green energy; renewable*; energy efficien*; ev; electric "
        "vehicle*; charging point*; recovery of nature; pesticide*; glyphosate; peat; fossil fuel; fracking; ash "
        "dieback; species; sustainab*; nutrient neutral*; plastics; single use; carbon neutral; energy; sea level; "
        "drainage; gull*"
    ),
    floor=0.69,
)
