"""Words too common to tell one passage from another, per language; function words only."""

_TEXT = {
    "en": """a an and any are as at be been being but by can could did do does doing for from had has have having he
    her hers him his i if in into is it its itself just me my no nor not of on or our ours out own she
    should so some such than that the their theirs them then there these they this those through to too us
    very was we were what when where which while who whom why will with would you your yours am im ive id
    dont doesnt didnt cant wont isnt wasnt arent s t re ve ll d m how because about""",
    "de": """aber alle als also am an auch auf aus bei beim bin bis bist da damit dann das dass dein deine dem den der
    des die dies diese dieser dieses doch dort du durch ein eine einem einen einer eines er es euch euer
    für hab habe haben hat hatte hier ich ihm ihn ihr ihre im in ist ja kann kein keine man mein meine
    mich mir mit muss nach nicht noch nun nur ob oder ohne sehr sein seine sich sie sind so über um und
    uns unser unter vom von vor war was wenn wer werden wie wieder will wir wird wo zu zum zur""",
    "fr": """à ai aie as au aux avec avoir avez avons c ce ceci cela ces cet cette comme d dans de des donc du elle
    elles en es est et étais était été être eu eux il ils j je l la là le les leur leurs lui m ma mais me
    mes moi mon n ne nos notre nous on ont ou où par pas pour qu que qui s sa sans se ses si son sont suis
    sur t ta te tes toi ton tu un une vos votre vous y""",
    "es": """a al algo ante como con cual cuando de del desde donde e el él ella ellas ellos en entre era eres es esa
    ese eso esta está estar estas este esto estos estoy fue ha han has hay he la las le les lo los más me
    mi mis muy no nos nosotros o os para pero por porque que qué se ser si sí sin sobre son su sus también
    te tengo ti tu tú tus un una uno unos y ya yo""",
    "it": """a ad agli ai al alla alle allo anche c che chi ci come con cui d da dagli dai dal dalla dalle de degli dei
    del della delle dello di dove e è ed era gli ha hai hanno ho i il in io l la le lei li lo loro lui m
    ma mi mia mio ne nei nel nella nelle no noi non o per perché più quale quando questa queste questi
    questo se sei si sia sono su sua sul sulla suo t ti tra tu tuo un una uno vi voi""",
    "nl": """aan al als bij ben bent dan dat de deze die dit door dus een en er ging had heb hebben heeft het hier hij
    hoe hun ik in is ja je jij jou jouw kan kun kunnen maar me men met mij mijn na naar niet nog nu of om
    omdat onder ons ook op over te tegen ter toch toen tot u uit uw van veel voor waar wat we wel werd wij
    wil worden wordt zal ze zich zij zijn zo zonder""",
    "pt": """a à ao aos as às até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta
    está estão estar este eu foi há isso isto já lhe mais mas me meu meus minha minhas muito na não nas
    nem no nos nós o os ou para pela pelas pelo pelos por porque qual quando que se sem ser seu seus só
    sua suas também te tem tenho um uma você vocês""",
    "sv": """alla att av blev bli blir de dem den denna deras dess det detta dig din dina ditt du där då efter ej eller
    en er ett från för ha hade han har hans hon hur här i inte jag kan man med men mig min mina mitt mot
    mycket ni nu när någon något och om oss på samma sedan sig sin sina sitt som så till under upp ut vad
    var vara vi vid vilken är över""",
    "da": """af alle at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en
    er et for fra ham han hans har havde hende her hun hvad hvis hvor i ikke ind jeg jer jo kan kunne man
    med meget men mig min mine mod må ned når og også om op os over på sig sin skal som så til ud under
    var vi vil være""",
    "no": """alle at av ble bli blir da de deg dem den denne der deres det dette di din disse du eller en er et etter
    for fra før ha hadde han har hennes her hun hva hvis hvor hvordan i ikke inn jeg kan man med meg men
    mer mot må ned når og også om opp oss over på samme seg sin skal som så til ut var ved vi vil være""",
    "fi": """ei eivät ette että hän he häntä ja jo joka jos jossa juuri kai kanssa koska kuin kun kuka me mikä minä
    minun minulla minulle missä mitä mutta myös ne niin no nyt ole olen olet olemme oli olla on ovat se
    sekä sen siellä siitä sitä sinä sinun tai tämä tämän te vai vaan vain""",
}

STOPWORDS: dict[str, frozenset[str]] = {language: frozenset(text.split()) for language, text in _TEXT.items()}
