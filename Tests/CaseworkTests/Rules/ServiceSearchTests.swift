import Testing

@testable import Casework

@Suite struct ServiceSearchTests {
    private static let search = ServiceSearch([
        .make(
            "card", title: .init(de: "Personalausweis beantragen", en: "Apply for an identity card"),
            leika: "99008001012000", search: ["Perso", "Ausweis", "ID"]),
        .make("provisional", title: "Vorläufigen Personalausweis beantragen", search: ["sofort"]),
        .make(
            "passport", title: .init(de: "Reisepass beantragen", en: "Apply for a passport"), leika: "99085001012000"),
        .make("record", title: "Führungszeugnis beantragen", search: ["polizeilich"]),
        .make(
            "moveIn", title: .init(de: "Wohnsitz anmelden", plain: "Sie sind umgezogen."), search: ["Umzug", "Straße"]),
        .make("dog", title: "Hund zur Hundesteuer anmelden"),
    ])

    @Test(
        arguments: [
            ("perso", ["card", "provisional"]), ("PERSONALAUSWEIS", ["card", "provisional"]),
            ("ausweis", ["card", "provisional"]),
            ("personalausweis beantragen", ["card", "provisional"]),
            ("beantragen personalausweis", ["card", "provisional"]),
            ("fuehrungs", ["record"]), ("führungs", ["record"]), ("FÜHRUNGSZEUGNIS", ["record"]),
            ("strasse", ["moveIn"]),
            ("straße", ["moveIn"]), ("zeugnis", ["record"]), ("identity", ["card"]), ("passport", ["passport"]),
            ("umgezogen", ["moveIn"]), ("steuer hund", ["dog"]), ("99008001012000", ["card"]), ("990850", ["passport"]),
            // One letter wrong, missing, too many, swapped.
            ("führungszeugnid", ["record"]), ("fürungszeugnis", ["record"]), ("führrungszeugnis", ["record"]),
            ("hundestuer", ["dog"]), ("reispass", ["passport"]), ("riesepass", ["passport"]), ("umzog", ["moveIn"]),
            ("reiesp", ["passport"]),
            // Two letters wrong, short words, words that are not there together.
            ("fahrungszeugnid", []), ("hubd", []), ("hund reisepass", []), ("xyz", []),
        ] as [(String, [ServiceKey])])
    func finds(typed: String, keys: [ServiceKey]) { #expect(Self.search.find(typed).map(\.key) == keys) }

    @Test func nothingTypedFindsAllInOrderOfTheirTitles() {
        #expect(Self.search.find(" - ").map(\.key) == ["record", "dog", "card", "passport", "provisional", "moveIn"])
    }

    @Test func anUmlautInTwoScalarsIsOne() { #expect(Self.search.find("fu\u{308}hrung").map(\.key) == ["record"]) }

    /// Collecting and losing come before applying in the alphabet, and are asked for less.
    @Test func whatIsAppliedForComesFirstAmongEquals() {
        let search = ServiceSearch([
            .make("pickUp", title: "Personalausweis abholen", leika: "99008001040000"),
            .make("card", title: "Personalausweis beantragen", leika: "99008001012000"),
            .make("lost", title: "Personalausweis als verloren melden", leika: "99008001014002"),
            .make("pin", title: "Personalausweis: PIN neu setzen"),
        ])
        #expect(search.find("perso").map(\.key) == ["card", "pickUp", "lost", "pin"])
        #expect(search.find("personalausweis abholen").map(\.key) == ["pickUp"])
        #expect(search.find("").first?.key == "pickUp")
    }
}
