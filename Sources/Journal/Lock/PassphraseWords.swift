/// 2,222 short, plain German words without umlauts, for passphrases that are read out and typed.
enum PassphraseWords {
    static let all: [String] = text.split(whereSeparator: \.isWhitespace).map(String.init)

    private static let text = """
        aal abend abfahrt ablage abreise absatz abseits absicht abstand abteil acker adler adresse affe agent
        ahle ahorn akte aktie alarm album alge allee alltag alm alpen altar alter ameise amsel amt ananas
        andacht angel anker anlage anmut anorak ansage anteil antenne antrag antwort anzug aorta apfel april
        aquarell arbeit arena arie arm armband armut arnika aroma arzt asche asphalt ast aster atelier atem
        athlet atlas atom auerhahn aufbau aufgabe auflauf aufsatz auftrag aufzug auge august aula aurora
        ausblick ausflug ausgang auskunft ausruf aussage auster ausweg auto autor axt bach backe bad bagger bahn
        bahnhof bahre balken balkon ball ballett ballon balsam bambus banane band bank banner bar barke baron
        bart basalt base basis bass bast batterie bau bauch bauer baum baumwolle bazar beamter becher becken
        beere beet beginn begriff beifall beige beil bein beispiel beitrag beleg bereich berg bericht bernstein
        beruf besen besitz besteck besuch beton bett beute beutel biber biene bier bild binde binse biologe
        birke birne biskuit bison bitte blase blatt blech blei blende blick blitz block blume bluse boden bogen
        bohle bohne bohrer boje bolzen bonbon boot bord borke borste bote brand brause braut brei bremse brett
        brezel brief brille brise brokat brot bruch bruder brunnen brust bube buch buche bucht buckel bude bug
        bulle bummel bund burg bursche busch bussard butter cafe campus cello chance chef chemie chlor chor
        chronik clown cocktail comic computer couch creme curry dach dachs dackel daheim dame damm dampf dank
        darm datei dattel datum dauer daumen daune debatte deck decke degen deich delfin delle delta denkmal
        depot detail deutung dezember dialekt dialog diamant dichter dichtung dickicht dieb diele dienst diesel
        dill ding dinkel diplom direktor distel docht dock dohle doktor dolch dom domino donner dorf dorn dorsch
        dose dotter drache draht drama drang dreieck drilling drohne drossel druck duell duett duft dung dunst
        dur durst dusche dutzend ebbe ebene eber echo ecke edelstein efeu egel egge ehe ehre eibe eiche eichel
        eid eidotter eifer eigelb eile eimer einfall eingang einheit einkauf einlage eintopf einzug eis eisen
        eisenbahn eiszeit eiweiss elan elch elefant element elfe elle elster eltern emaille ende endung energie
        engel enkel ente enzian epoche erbe erbse erdbeere erde erdnuss erfolg erker erle ermittler ernte ersatz
        erz esche esel espe essay essen essig estrich etage etappe etat etui eule euter extrakt fabel fabrik
        fach fackel faden fagott fahne fahrer fahrrad fahrt falke fall falle falte falter familie fanfare fang
        farbe farm farn fasan faser fass fassade fasten faust februar feder fee fehler feier feige feile feld
        fell fels fenchel fenster ferien ferkel ferne ferse fest fett feuer fibel fichte fieber figur film
        filter filz finale finger fink finne firma first fisch fischer flachs flagge flamme flanke flasche flaum
        fleck fleisch fleiss flieder fliege fliese flinte flocke floh floss flosse flotte flucht flug flur fluss
        flut fohlen folge folie fontane forelle form format formel forscher forst fortuna foto fotograf fracht
        frage franken franse frau freitag freude freund frieden frist frisur frohsinn front frosch frost frucht
        fuchs fuder fuge fund funk funke furche furt gabe gabel galerie galle galopp gamasse gambe gang gans
        garage garbe garde garn garten gas gasse gast gatter gattung gaumen gauner gazelle gebell gebet gebiet
        gebirge gedanke gedicht geduld gefahr gefieder gefolge gegend gehalt gehege geheimnis gehirn geige geist
        geld gelee gelenk gemach gemse generator genie genuss geologe gepard gerste geruch gesang gesetz gesicht
        gespann gestalt gestein gesuch getreide gewand gewebe gewicht gewinn gewitter gibbon giebel gier gift
        gilde ginster gips giraffe girlande gitarre gitter glanz glas glasur glatze glaube gleis glied globus
        glocke gneis gnom gold golf gondel gong graben grad graf gramm granit gras grat gremium grenze griff
        grill grille grimm groschen grotte grube grund gruppe gruss guave gulasch gulden gummi gunst gurgel
        gurke gurt gut haar habicht hacke hafen hafer haft hagel hahn hai hain haken halbmond halde halle halm
        hals halt hammel hammer hamster hand handel handwerk handy hanf hang hantel harfe harke harn harpune
        harz hase hasel hast haube hauch haufen haupt haus haut hebel hecht hecke heer hefe heft heide heim
        heimat heirat heizung hektar held helfer helium helm hemd hengst henne herbst herd herde hering herold
        herr herz heu hieb hilfe himbeere himmel hinweis hirn hirsch hirse hirte hitze hobby hobel hochzeit
        hocker hof hoheit holm holunder holz honig hopfen horde horn hornisse hose hotel huf hufeisen huhn
        hummel hummer humor hund hunger hupe husten hut hymne idee idol idyll igel iglu ikone iltis imker impuls
        index infekt ingwer inhalt inlett insasse insekt insel inspektor instinkt interesse iris ironie irrtum
        irrweg jacht jacke jagd jaguar jahr jahrmarkt jammer januar jasmin jazz jeans joghurt joker jolle jubel
        jubilar jugend juli junge juni jupiter jurist juwel kabel kabine kachel kader kaffee kahn kai kaiser
        kajak kakadu kakao kaktus kalb kalender kaliber kalk kamel kamera kamille kamin kamm kammer kampf kanal
        kaninchen kanne kanone kante kantine kanu kanzel kapelle kapitel kaplan kappe kapsel kapuze karaffe
        karamell karawane karotte karpfen karre karte kartoffel karton karussell kaskade kasse kastanie kasten
        kater katze kauf kauz kavalier kegel kehle keil keim keks kelch kelle keller kelter kenner kerbe kerl
        kern kerze kessel kette keule kiefer kiel kies kilo kimono kind kino kiosk kirche kirsche kissen kiste
        kitt kiwi klage klammer klang klappe klasse klaue klavier klecks klee kleid kleie klette klima klinge
        klingel klinik klinke klippe klops kloster klotz kluft knabe knall knauf knecht knick knie knirps
        knoblauch knochen knolle knopf knospe knoten kobalt kobold koch koffer kohl kohle koje kokos kolibri
        kollege kolonne komet komma kommode kompass kompott konfetti konsul konto konzert kopf kopie koralle
        korb kordel korken korn korridor kosmos kost kotelett krabbe kraft kragen krampf kran kranich kranz
        krater kraut krawatte krebs kreide kreis kreisel kresse kreuz kristall krokus krone krug krume kruste
        kubus kuchen kuckuck kugel kuh kulisse kumpel kunde kunst kupfer kuppel kur kurbel kurs kurve kuss
        kutsche kutter labor lache lachs lack lade laden lager lagune lama lamm lampe land landkarte langmut
        lappen last laster laterne latte laub lauch lauf laune laus laut lava lawine leber lebkuchen leder lehm
        lehne lehrer leib leier leim leine leinen leiste leiter leitung lektion lende lenker leopard lerche
        leser leuchte leute lexikon libelle licht lid liebe lied lieferung liege liga lilie limette limonade
        linde lineal linie linse lippe liste liter lob loch locke logbuch lohn lokal lorbeer los lotse lotterie
        luchs luft luke lunge lupe lurch lust luxus lyra lyrik macht magazin magen magier magma magnet mai mais
        major majoran makrele mal maler malz mammut mandarine mandel mandoline mango mangold mann mantel mappe
        marder margarine marille marine marke markt marmelade marmor mars marsch marzipan maschine maske mass
        masse mast match material matrose matte mauer maul maurer maus meer mehl meile meise meister melder
        melisse melodie melone memo menge mensch merkur messe messer metall meter methode metzger miete milan
        milch milieu mine minister minute minze mispel mist mittag mitte mittel mittwoch mode modell mohn molch
        molke moment monat mond monitor montag moor moos mops moral morgen mosaik most motor motte motto muff
        mulde mumie mund mungo murmel muschel museum musik muskel muster mut mutter nabel nacht nachtigall
        nacken nadel nagel name napf narbe narr narzisse nase nashorn nation natter natur nebel nebensatz neffe
        neid nektar nelke nenner neptun nerv nerz nessel nest netz neubau neugier neuling nichte nickel
        niederlage niere nische nixe nomade nord norden norm note notiz november nuance nudel null nummer nuss
        nutzen nylon oase obdach oberst obst ochse ofen offizier ohr ohrring oktave oktober olive oma onkel opal
        oper opfer optik optiker orakel orange orbit orchester orchidee orden ordner organ orgel orient orkan
        ornament ort osten ostern otter oval ozean ozon paar pacht paddel page paket pakt palast palette palme
        pampelmuse panda panik panne panorama panther pantoffel papa papagei papaya papier pappe pappel paprika
        parade paradies park partei partner party pass passage passat paste pastor pate patent pater patient
        pauke pause pavian pavillon pech pedal pegel pelikan pelz pendel pension perle perser person perspektive
        petersilie pfad pfahl pfand pfanne pfarrer pfau pfeffer pfeife pfeil pfeiler pfennig pferd pfiff
        pfirsich pflanze pflaster pflaume pflege pflock pflug pforte pfosten pfote pfropfen pfund phantasie
        physik pickel pier pigment pilger pille pilot pilz pinguin pinie pinsel pirat pistazie piste pizza
        plakat plan planet planke plastik platane platin platte platz plombe plural pokal pol polizei polster
        pony pore portal porto posaune post posten praline preis presse prinz prise privileg probe produkt
        profil programm prolog propeller prophet prosa prospekt protein prozent prunk psalm publikum puck
        pudding pudel puder puffer pullover puls pult puma pumpe punkt pupille puppe purpur pute putz puzzle
        pyramide quader quadrat qualle quark quartal quartett quartier quarz quaste quelle quirl quitte quittung
        quiz quote rabatt rabe rachen rad radar radio radler rahm rahmen rakete rampe rand rang ranke ranzen
        raps rasen raser raspel rast raster rat ratgeber rathaus ratte raub rauch raum raupe raute rebe rebhuhn
        rechen rechnung recht rede redner reederei reform regal regatta regel regen regie region reh reibe reich
        reif reifen reihe reiher reim reis reise reiter reiz rekord rektor relief reling rennen rente reptil
        rest retter rettich revier rezept rhabarber rhythmus richter riegel riemen riese riff rille rind rinde
        ring rinne rippe riss ritter ritual ritze robbe robe roboter rock rodel roggen rohr rolle roller roman
        rose rosine ross rost rotkohl route rubin ruder ruf ruhe ruhm ruine rumpf runde runkel rute rutsche saal
        saat sack saft sage sahne saite sakko salat salbe salbei saldo salmiak salon salto salz samen sammler
        samstag samt sand sandale satin satire sattel saturn satz sauce saum sauna schach schacht schaf
        schaffner schal schale schall schanze schar scharnier schatten schatz schaufel schaukel schaum scheibe
        schein scheitel schelle schelm schema schenkel scherbe schere scherz scheune schicht schiene schiff
        schild schilf schimmel schinken schirm schlaf schlange schlauch schlaufe schlehe schleier schleife
        schlitten schloss schlucht schlummer schluss schmaus schmerz schmied schmuck schnabel schnalle schnauze
        schnecke schnee schneider schnitt schnitzel schnupfen schnur schober schokolade scholle schopf schorf
        schornstein schoss schote schotter schramme schrank schraube schrei schreiber schrein schrift schritt
        schrot schub schublade schuh schuld schule schulter schuppe schuss schutz schwalbe schwamm schwan
        schwarm schwein schwelle schwert schwester schwimmer schwung see seele segel segen segler sehne
        sehnsucht seide seife seil seite sekt sekunde sellerie seminar semmel senat senf sense september serie
        sessel seufzer sichel sieb sieg siegel siel signal silbe silber silo sims singular sinn sirene sirup
        sitte sitz skala skat ski skizze slalom smaragd smoking socke sockel sofa sohle sohn sojabohne soldat
        sommer sonate sonde sonett sonne sonntag sopran sorge sorte spalte spange spargel sparren spaten spatz
        spaziergang specht speck speer speiche speicher speise spende sperber sperling spiegel spiel spielzeug
        spiess spinat spindel spinne spirale spitze splitter sporn sport spott sprache spray spreu springer
        spritze spross spruch sprung spule spund spur staat stab stachel stadion stadt staffel stahl stall stamm
        stand standuhr stange star statue staub staude stauraum steg steigung stein stelle stelze stempel steppe
        stern steuer stich stiefel stiege stier stift stil stille stimme stirn stock stoff stolle stolz storch
        strahl strand strang strasse strauch strauss strecke streich streifen streit strenge strick stroh strom
        strophe strudel strumpf stube stuck student studie stufe stuhl stunde sturm stute suche suppe symbol
        system szene tabak tabelle tablett tadel tafel tag takt talent taler talg talisman tank tanker tanne
        tante tanz tapete tapir tarif tarnung tasche tasse taste tatze tau taube taucher taufe tausch taxi team
        technik tee teer teich teig teil teilchen telefon teller tempel tempo tendenz tennis teppich termin
        terrasse test text theater thema theorie thermen thron thunfisch thymian tick tiefe tiegel tier tiger
        tinte tipp tisch titan titel toast tochter tomate ton tonne topas topf tor torf torte tour trab tracht
        tragik traktor trauer traum trecker treffen treibhaus trend treppe tresen tresor treue tribut trichter
        trick trieb trikot trio tritt triumph trommel trompete tropfen trost trubel truhe trumpf trupp truthahn
        tube tuch tugend tulpe tunnel turbine turm turner turnier tusche tute typ ufer uhr uhu ulme umbau umfang
        umfrage umgang umhang umkehr umlauf umriss umsatz umschlag umstand umweg umwelt umzug unfall unfug
        uniform unikat union unke unkraut unruhe unterricht urahn uran urenkel urgestein urkunde urlaub ursache
        ursprung urteil urwald utensil utopie vampir vanille vase vater vegetarier veilchen ventil venus veranda
        verband verdacht verein verfasser vergleich verkehr verlag verlauf verlust vermerk vernunft verrat vers
        verstand versuch vertrag verwalter vesper vetter video vieh viertel viola violine virus vision visum
        vogel vokal volk volt vorbild vordach vorgang vorhang vorhut vorjahr vorort vorrat vorsatz vorteil
        vortrag vorwahl vorwort vorzug votum vulkan waage wabe wache wachs wachtel wade waffel wagen wagnis wahl
        wahrheit wal wald wall walnuss walze wand wanderer wange wanne wappen ware wart warze wasser watte
        weberei wechsel wecker wedel weg wehr weiche weide weiher weile wein weise weite weizen welle welpe welt
        wende werbung werft werk wert wesen wespe weste westen wette wetter wicht wicke widder wiege wiese wild
        wille wimpel wimper wind windel winkel winter winzer wippe wirbel wirt wirtshaus wisent wissen witwe
        witz woche woge wohl wohnung wolf wolke wolle wort wucht wunder wunsch wurf wurm wurst wurzel zacke zahl
        zahn zange zapfen zauber zaun zebra zeche zeder zehe zeichen zeichnung zeiger zeile zeisig zeit zeitung
        zelle zelt zement zenit zensur zentner zentrum zepter zettel zeug zeuge zickzack ziege ziegel ziel
        ziffer zimmer zimt zink zinn zins zipfel zirkel zirkus zitat zither zitrone zone zoo zopf zorn zucht
        zucker zufall zug zugang zukunft zunder zunge zusage zusatz zustand zutat zutritt zuwachs zwang zweck
        zweifel zweig zwerg zwiebel zwilling zwinger zwirn zwist zyklus zylinder zypresse
        """
}
