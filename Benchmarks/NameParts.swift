/// Names and parts of names, the commonest first, from which people are made up who do not exist.
enum NameParts {
    static let family = words(
        """
        Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
        Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann
        Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
        Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon
        Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas
        Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
        Pfeiffer Ernst Lindner Paul Hübner Kramer Franz Beyer Wenzel Hansen Schwarze Ritter Peter Riedel Haase Heinz Barth
        Ott Jansen Fiedler Sander Nowak Kaufmann Lutz Kunz Behrens Ullrich Kern Maurer Schiller Hermann Moser Bock Heck
        Schilling Wiegand Reuter Kirsch Thiel Rösler Rother Förster Marx Wilhelm Petersen Grimm Bender Lohmann Stephan
        Nagel Fritz Buchholz Böttcher Michel Kurz Kunze Nickel Heller Hess Heß Kröger Dörr Döring Hauser Zeller Herzog
        Unger Eder Probst Steiner Hein Held Henning Kahl Kolb Konrad Krebs Kremer Kuhlmann Lenz Löffler Mann Metzger
        Naumann Neubert Noack Opitz Pape Philipp Preuß Rau Reich Reimann Reinhardt Röder Rose Rudolph Ruf Runge Sachs
        Schaller Schenk Schindler Schlegel Schramm Schröter Schütte Schütz Schwab Seifert Siebert Siegel Singer Springer
        Stadler Stark Steffen Stock Stoll Strauß Thiele Timm Trautmann Uhlig Ulrich Urban Vetter Völker Voss Voß Wendt
        Weiss Weigel Westphal Wieland Wild Wirth Witt Wittmann Wolter Wulf Zander Zeidler Zimmer Yılmaz Kaya Demir Şahin
        Çelik Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Koç Kurt Özdemir Nguyen Tran Pham Ivanov Petrov Kowalski
        Nowakowski Wiśniewski Kamiński Lewandowski Zieliński Szymański Kozłowski Popescu Ionescu Haddad Hussein Ahmad
        Mohammed Ali Ibrahim Khalil Schewtschenko Kowalenko Bondarenko Tkatschenko Horvat Kovačević Jovanović Petrović
        Marković Đorđević Hoxha Krasniqi Gashi Berisha Rossi Russo Ferrari Esposito García Rodríguez Fernández López
        Silva Santos Ferreira Nielsen Jensen Sørensen Andersen Lindström Bergström Johansson Szabó Tóth Kovács Nagy Varga
        """)

    static let beginnings = words(
        """
        Neu Stein Wald Berg Alten Ober Nieder Hinter Feld Bach Wein Rosen Linden Birken Buchen Eichen Ahorn Kirch Burg Schön
        Groß Klein Lang Kurz Hoch Tief Weit Roth Weiß Schwarz Grün Grau Gold Silber Eisen Kupfer Holz Stroh Korn Hafer Gersten
        Mühl Brück Wasser Sand Lehm Kies Moor Sumpf Wiesen Garten Hof Haus Stadel Scheuer Schaf Ochsen Pferd Vogel Falken
        Adler Raben Tauben Fuchs Wolfs Bären Hasen Hirsch Reh Eber Sonnen Stern Monden Winter Sommer Herbst Lenz Oster Pfingst
        Frei Edel Lieb Gut Starken Kühn Sieg Fried Gott Engel Teufels Hei Mar Stoll Brand Rau Reich Arm Kron Kaiser König Her
        Graf Ritter Schild Schwert Lanzen Bogen Pfeil Köhl Kohl Rüb Zwie Knob Bohn Erbs Linsen Pfeff Salz Zucker Honig Öhl
        Fett Speck Wurst Käs Butter Milch Hürt Dörn Möll Böhm Röd Lüd Wüst Hüls Töpf Näg Säg Bäum Kräm Schür Blüm Krüm
        """)

    static let endings = words(
        """
        mann er meier bauer berger bach müller feld stein hofer burg hausen kamp hoff ler ner brink horst ring walter hold
        wald thal dorf rath scheid huber schmidt maier meyer brandt reuter häuser städter brunner egger aich acher inger
        linger ling lein el le chen ke ecke itz ow in ski sen
        """)

    static let stems = words(
        """
        Kow Now Wis Dom Jan Pet Mar Rad Sta Bog Mil Vlad Iv Dra Gor Jur Kar Len Mak Nik Ost Pav Rom Sok Tar Zel Bal Cer Dem
        Er Fer Gün Has Kem Mur Os Öz Sel Tür Yav Zor Al Bar Din El Fad Gha Ham Jab Kha Mah Nas Raz Sal Tah
        """)

    static let foreignEndings = words(
        """
        owski ewicz ić ović enko ski ska ova ov oğlu er an ez escu iu i o ak ek ik oviç inen ström sen dal ou idis poulos
        """)

    static let female = words(
        """
        Ursula Maria Karin Monika Helga Renate Sabine Elisabeth Petra Ingrid Andrea Gisela Susanne Christa Martina Erika
        Birgit Barbara Gabriele Claudia Brigitte Heike Anna Christine Angelika Stefanie Christina Nicole Julia Katharina
        Silke Anja Sandra Melanie Kerstin Cornelia Sarah Laura Lena Lisa Hannah Emma Mia Sophie Marie Emilia Lina Leonie
        Katrin Doris Jutta Regina Ute Ruth Anneliese Gerda Hildegard Irmgard Edith Elfriede Waltraud Inge Ilse Margarete
        Rosemarie Marianne Annegret Heidemarie Bärbel Käthe Steffi Franziska Nadine Yvonne Daniela Tanja Simone Kathrin
        Ines Antje Anke Ulrike Dagmar Sigrid Eva Charlotte Frieda Ella Clara Johanna Greta Ida Mathilda Luisa Amelie Lea
        Ayşe Fatma Emine Zeynep Elif Oksana Olena Natalja Svetlana Irina Tetjana Agnieszka Małgorzata Zoë Chloé Renée
        Fatima Aischa Layla Amira Thi Ngọc Linh Jacqueline Mandy Cindy Peggy Jennifer Vanessa Michelle Celina Josephine
        """)

    static let male = words(
        """
        Peter Hans Wolfgang Michael Werner Klaus Thomas Manfred Helmut Jürgen Heinz Gerhard Andreas Josef Günter Dieter
        Horst Walter Frank Bernd Karl Herbert Franz Martin Uwe Georg Heinrich Stefan Kurt Rolf Ralf Christian Alexander
        Daniel Markus Sebastian Jan Tobias Florian Matthias Jörg Sven Torsten Dirk Holger Olaf Steffen Jens Mario Rainer
        Reinhard Siegfried Günther Rudolf Otto Friedrich Wilhelm Ernst Paul Erich Willi Alfred Fritz Lothar Eberhard Volker
        Norbert Joachim Hartmut Ulrich Harald Detlef Axel Kai Lars Nils Björn Sönke Thorsten Marco Maik René Enrico Ronny
        Felix Lukas Leon Finn Noah Elias Ben Jonas Luca Maximilian Moritz Jakob Anton Emil Oskar Theo Henry Mats Matteo
        Mehmet Mustafa Ahmet Ali Hüseyin Oleksandr Serhij Dmytro Wladimir Piotr Krzysztof Łukasz Mohammed Omar Yusuf Ibrahim
        Karl-Heinz Hans-Jürgen Hans-Peter Karl-Friedrich Heinz-Dieter Klaus-Dieter Hans-Joachim Ernst-August Jean-Luc
        """)

    /// What an ear takes for each other.
    static let soundsAlike: [(String, String)] = [
        ("dt", "tt"), ("tt", "t"), ("ck", "k"), ("th", "t"), ("ph", "f"), ("ei", "ai"), ("ei", "ey"), ("ai", "ei"),
        ("ey", "ei"), ("ie", "i"), ("tz", "z"), ("z", "tz"), ("V", "F"), ("v", "f"), ("f", "v"), ("d", "t"), ("t", "d"),
        ("b", "p"), ("p", "b"), ("g", "k"), ("k", "g"), ("mm", "m"), ("nn", "n"), ("ll", "l"), ("ff", "f"), ("ss", "s"),
        ("s", "ss"), ("ß", "ss"), ("c", "k"), ("y", "i"), ("eh", "e"), ("ah", "a"), ("oh", "o"), ("uh", "u"),
        ("eu", "oi"), ("äu", "eu"), ("ä", "e"), ("ks", "x"), ("chs", "x"), ("m", "mm"), ("n", "nn"), ("sch", "sh"),
    ]

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
