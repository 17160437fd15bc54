"""HM Inspectorate of Probation: youth justice services of councils."""

from crawler.systems.wordpress import WordPress


class HisMajestysInspectorateOfProbation(WordPress):
    name = "inspectorate-of-probation"
    title = "HM Inspectorate of Probation"
    home = "https://hmiprobation.justiceinspectorates.gov.uk/"
    kind = "regulator"
    nation = "England and Wales"
    licence = "OGL-UK-3.0"
    evidence = "releases read at its former address; host and feed are belief"
    weekly = 2
