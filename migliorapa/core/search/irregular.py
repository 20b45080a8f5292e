# SPDX-License-Identifier: AGPL-3.0-or-later
"""What rules do not say of Italian words, all without accents."""

import re

# Nouns that snowball cuts in the singular alone, as if «-ano» and «-ono» were of a verb.
_PLURALS = """
anzian artigian italian quotidian guardian pomeridian vegetarian cristian meridian metropolitan
extraurban interurban musulman african american roman lontan metan veteran telefon abbandon
"""
PLURALS = {f"{noun}o": f"{noun}i" for noun in _PLURALS.split()}

# Nouns that would have the stem of another word: tassa and tasso, legge and leggere.
APART = {
    word: stem
    for stem, words in {
        "mercat": "mercato mercati",
        "sedi": "sedia sedie",
        "posta": "posta poste",
        "casa": "casa case",
        "tasso": "tasso tassi",
        "letter": "lettera lettere",
        "comunicazion": "comunicazione comunicazioni",
        "incaric": "incarico incarichi incaricare incaricato incaricati incaricata",
        "parte": "parte parti",
        "legge": "legge leggi",
        "porta": "porta porte",
        "notai": "notaio notai",
        "visit": "visita visite visitato visitati",
        "data": "data date",
        "aziend": "azienda aziende",
    }.items()
    for word in words.split()
}

# Root and the stems that have it, where no rule leads there; a stem alone is not cut further.
_ROOTS = """
rispond: rispost
propon: propost proposizion
compon: compost composizion
espon: espost esposizion
dispon: dispost disposizion
oppon: oppost opposizion
scegl: scelt scelg
togl: tolg tolt
raccogl: raccolg raccolt
accogl: accolg accolt
sciogl: sciolt
ten: teng tenut
ven: veng
rivolg: rivolt
svolg: svolt
coinvolg: coinvolt
legg: lett lettur lettor
elegg: elett elezion elettor
corregg: corrett correzion correttor
protegg: protett protezion protez
dirig: direzion direttor
chied: chiest
richied: richiest
ved: vist vision
preved: previst prevision
decid: decis decision
divid: divis division
chiud: chius chiusur
diffond: diffus diffusion
spend: spes
prend: pres
comprend: compres comprension
estend: estes estension
attend: attes
offr: offert
apr: apert apertur
copr: copert copertur
redig: redatt redazion redattor
aggiung: aggiunt
raggiung: raggiunt
assum: assunt assunzion
distribu: distribuzion distribuit
distrugg: distruzion distrutt
costru: costruit costruzion
istru: istruir istruit istruzion istruttor
interromp: interruzion interru interrott
corromp: corruzion corrott
promuov: promozion promoss promotor
rimuov: rimozion rimoss
mov: muov
soddisf: soddisfatt soddisfazion soddisfac insoddisfatt insoddisfazion
tard: ritard
otten: ottenut
manten: mantenut
conten: contenut
perd: perdut pers
smarr: smarrit
sped: spedizion
discut: discuss discussion
far: fatt
sugger: suggest suggerit suggerisc
grat: gratuit gratis
connett: connession conness
riflett: riflession
esprim: espression espress
stamp: stampat
giudic: giudiz
serv: servit
nasc: nat
ader: aderisc ades adesion
mor: mort mortal
resid: risied
us: usar uso usi usa usat usand usiam
usc: uscit
indag: indagin
lament: lamentel
vot: votant
deb: debitor
rat: rate
scuol: scolast scolar
anal: analis
sint: sintes sintet
ipot: ipotes ipotet
pover: povert
liber: libert
difficil: difficolt
nuov: novit
infant: infanz
pian: pianif
estr: estrarr estratt
sottr: sottrarr sottratt
azion: azion
comunic: comunic
statist: statist
terminal: terminal
messagg: messagg
personagg: personagg
soluzion: soluzion
intervist: interv
interven: intervent
present: present presenz
content: content
compostagg: compostagg
tasso: tasso
data: data
casa: casa
"""
ROOTS = {
    stem: root
    for root, stems in (line.split(": ") for line in _ROOTS.strip().splitlines())
    for stem in stems.split()
}

# Families of verbs made with the same one, and infinitives that snowball leaves long.
FAMILIES = [
    (re.compile(f"(?:{pattern})$"), root)
    for pattern, root in (
        ("scri(?:tt|zion)(?:or|ur)?", "scriv"),
        ("(?<=..)clus(?:ion)?", "clud"),
        ("(?<=.)d(?:uzion|ott|urr|utt)(?:or)?", "duc"),
        ("(?<=..)cess(?:ion)?", "ced"),
        ("(?<=.)(?<!com)mission|(?<!per)mess", "mett"),
        ("(?<=.)porr", "pon"),
        ("(?<=.)cors", "corr"),
        (r"(?<=^[aeiou]..)[ai]r|(?<=^[aeiou]...)(?:[ai]r|at)", ""),
    )
]
