# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who writes in public, without a name: the kind of body and, where many share it, the region."""

from migliorapa.accounts.models import Administration

Type = Administration.Type
KINDS = {
    Type.COMUNE: "Un comune o un'unione di comuni",
    Type.PROVINCIA: "Una provincia o città metropolitana",
    Type.REGIONE: "Una regione o provincia autonoma",
    Type.SANITA: "Un ente del servizio sanitario",
    Type.SCUOLA: "Una scuola",
    Type.UNIVERSITA: "Un'università o un ente di alta formazione",
    Type.CENTRALE: "Un ministero, un'agenzia o un ente nazionale",
    Type.CAMERA: "Una camera di commercio",
}
# Of these kinds every region has dozens; of the others kind and region would be a name.
MANY_A_REGION = {Type.COMUNE, Type.SCUOLA}
OF_REGIONS = {
    "01": "del Piemonte",
    "02": "della Valle d'Aosta",
    "03": "della Lombardia",
    "04": "del Trentino-Alto Adige",
    "05": "del Veneto",
    "06": "del Friuli-Venezia Giulia",
    "07": "della Liguria",
    "08": "dell'Emilia-Romagna",
    "09": "della Toscana",
    "10": "dell'Umbria",
    "11": "delle Marche",
    "12": "del Lazio",
    "13": "dell'Abruzzo",
    "14": "del Molise",
    "15": "della Campania",
    "16": "della Puglia",
    "17": "della Basilicata",
    "18": "della Calabria",
    "19": "della Sicilia",
    "20": "della Sardegna",
}
DESK = "L'help desk"


def body_in_words(administration: Administration | None) -> str:
    """For instance "Un comune o un'unione di comuni della Puglia"."""
    if administration is None:
        return "Un'amministrazione"
    kind = KINDS.get(administration.type, "Un ente pubblico")
    region = OF_REGIONS.get(administration.region_code, "")
    return f"{kind} {region}" if region and administration.type in MANY_A_REGION else kind
