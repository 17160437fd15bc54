"""Highways and transport."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="highways-transport",
    title="Highways and transport",
    about="Roads, potholes, parking, buses, cycling, low-traffic schemes, rail and trams.",
    excludes="Home-to-school transport of pupils with SEND.",
    iptc="medtop:04000000",
    cues=cues(
        "road*; roadworks; pothole*; highway*; resurfac*; carriageway; pavement*; footway*; bus; buses; bus service*; "
        "bus lane*; bus route*; bus franchis*; franchising; fares; tram*; metro; light rail; rail; railway; train*; "
        "station*; cycle*; cycling; cycle lane*; cyclist*; walking; low traffic; ltn*; 20mph; 20; speed limit*; "
        "parking; car park*; permit*; parking charge*; blue badge; traffic; congestion; congestion charge; clean air "
        "zone; bridge*; tunnel; bypass; junction; roundabout; gritting; gritter*; gritted; street light*; "
        "streetlight*; transport; transport for; active travel; pedestrian*; pedestrianis*; school street*; lorry; "
        "lorries; hgv*; ferry; ferries; ev charging; e scooter*; airport; freight; moving traffic; yellow lines; "
        "crossing; drivers; motorist*; vehicle*; taxi*; park and ride; concessionary; transport grant; utilities; "
        "street works; lane rental; m4; a road; cones; winter maintenance; road safety; collision*"
    ),
    floor=0.81,
)
