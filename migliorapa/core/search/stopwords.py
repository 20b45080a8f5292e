# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that say nothing about the subject, and words that say little of it: folded, as
`text.fold` leaves them."""

ARTICLES = """
il lo la i gli le l un uno una d c n s m t v
di a da in con su per tra fra
del dello della dei degli delle dell al allo alla ai agli alle all
dal dallo dalla dai dagli dalle dall nel nello nella nei negli nelle nell
sul sullo sulla sui sugli sulle sull col coi pel
e ed o od ma se ne che chi cui non si ci vi mi ti ad anche ancora pero oppure ovvero
cioe dunque quindi allora invece infatti inoltre mentre durante dopo prima poi gia mai sempre
sotto sopra verso presso entro oltre senza tramite secondo circa
"""

PRONOUNS = """
io tu egli lui lei noi voi loro me te se mio mia miei mie tuo tua tuoi tue suo sua suoi sue
nostro nostra nostri nostre vostro vostra vostri vostre gliene glielo
questo questa questi queste quest quello quella quelli quelle quell quegli quei cio stesso stessa
stessi stesse altro altra altri altre altrui qualcuno qualcosa ognuno ciascuno ciascuna ogni
tutt alcuni alcune nessuno nessuna qualche qualsiasi qualunque
tale tali molto molta molti molte poco poca pochi poche troppo troppi piu meno tanto tanti tanta
abbastanza bene male meglio cosi solo soltanto appena proprio quasi davvero
"""

QUESTIONS = """
come quando quanto quanta quanti quante quant dove dov perche cosa cos quale quali qual
"""

VERBS = """
sono sei e siamo siete essere era erano sara saranno sia siano stato stata stati state fosse
sarebbe ho hai ha abbiamo avete hanno avere aveva avevo avra abbia avuto
faccio fai fa facciamo fate fanno fare fatto fatta fatti fatte fara facendo farlo farne
posso puoi puo possiamo potete possono potere potrei potremmo potreste potrebbe poter possa
devo devi deve dobbiamo dovete devono dovere dovrei dovremmo dovrebbe dover debba debbano
voglio vuoi vuole vogliamo volete vogliono vorrei vorremmo vorrebbe vorrebbero volevo volevamo
so sai sa sappiamo sapete sanno sapere sapevo saper
serve servono servirebbe occorre occorrono bisogna conviene basta bastano
va vanno vado andare viene vengono dare da do dire detto dice dicono dirmi dirci
sta stanno stare esiste esistono succede capire
"""

COURTESIES = """
ciao salve buongiorno buonasera gentili gentile cortesemente cortesia favore grazie scusate scusi
saluti cordiali aiuto aiutare aiutarmi aiutateci qualcuno dubbio chiedo chiedevo
magari forse insomma ecco ok si no oggi ora adesso
"""

STOP_WORDS = frozenset(" ".join([ARTICLES, PRONOUNS, QUESTIONS, VERBS, COURTESIES]).split())

LITTLE = """
tutto tutta tutti tutte po via volta volte due tre caso modo tipo esempio insieme fuori dentro
subito possibile necessario necessaria vero vera nuovo nuova nuovi nuove certo certi certe
diverso diversi diverse vari varie intero intera solito ultimo ultima ultimi ultime
trovare trovo trova troviamo mettere metto mette mettiamo messo prendere prendo prende preso
lasciare lascio lascia lasciano tenere tengo tiene cercare cerco cerca riuscire riesco riesce
riusciamo rimane resta restano diventa conosco capita
"""
SAYING_LITTLE = frozenset(LITTLE.split())
