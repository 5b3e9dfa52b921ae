import Testing

@testable import Casework

@Suite struct NumberFormatTests {
    /// The first is the published example of the Global Release Identifier (ISO 7064 MOD 37,36); the others were made with
    /// python-stdnum, which is not ours.
    static let vectors: [(String, Character)] = [
        ("A12425GABC1234002", "M"), ("9P34Y6N3", "3"), ("D25RQ4F5ZR3", "7"), ("7E3P3E2Z8IQ9Y7JZ", "E"),
        ("B6CN6Z43DVYRKTTN", "S"), ("FBF5JXV", "M"), ("SI47WQAL", "N"), ("VQ24Z", "Q"), ("KLMVT45HU43J", "1"),
        ("SIOM1TMA7V3DI", "X"), ("FPPV5", "O"), ("SPZH8", "E"), ("RZHQMOE95B9EE0VB", "H"), ("I09QYNK", "6"),
        ("W3TZP", "9"), ("PP6UP3C4D", "T"), ("A7L3609Y6N", "2"), ("14DO9GMNU77V", "3"), ("UUJ596LGUA", "4"),
        ("1DXN9Y1XJ5G", "B"), ("NAMEYYWLECF", "I"), ("PECXVM11HUGCMSMN", "R"), ("E6EU", "D"), ("LDU0UM", "I"),
        ("57OCUBRL5PTP5AA", "D"), ("W01A0042", "U"), ("W01AR0007", "4"), ("00000000", "Y"), ("ZZZZZZZZ", "Q"),
        ("1", "Z"), ("A", "H"),
    ]

    @Test(arguments: vectors) func checkCharacters(text: String, check: Character) {
        #expect(CheckCharacter.of(text) == check)
        #expect(CheckCharacter.isRight(text + String(check)))
    }

    private func number(
        _ kind: NumberFormat.Kind, _ generation: Int, _ running: Int, kit: String = "W01"
    ) throws -> NumberFormat {
        try #require(NumberFormat(kind, kit: KitCode(kit)!, generation: generation, running: running))
    }

    @Test func text() throws {
        #expect(try number(.caseNumber, 1, 42).text == "W01A-0042-U")
        #expect(try number(.receiptNumber, 1, 7).text == "W01A-R0007-4")
        #expect(try number(.caseNumber, 1, 12_345).text.hasPrefix("W01A-12345-"))
        #expect(try number(.caseNumber, 1, 42).caseNumber == "W01A-0042-U")
        #expect(try number(.caseNumber, 1, 42).receiptNumber == nil)
    }

    @Test(arguments: [
        (1, "A"), (2, "B"), (8, "H"), (9, "J"), (23, "Z"), (24, "AA"), (25, "AB"), (46, "AZ"), (47, "BA"),
    ])
    func generations(generation: Int, letters: String) {
        #expect(NumberFormat.letters(ofGeneration: generation) == letters)
    }

    @Test(arguments: [
        "W01A-0042-U", "w01a-0042-u", "W01A0042U", " w01a 0042 u ", "W 0 1 A–0042–U", "WO1A-OO42-U", "W0IA-0042-U",
    ])
    func tolerantReading(typed: String) throws {
        #expect(NumberFormat(parsing: typed) == (try number(.caseNumber, 1, 42)))
    }

    @Test(arguments: [
        "", "W01A-0042", "W01A-0042-K", "W01A-0043-U", "W02A-0042-U", "W01B-0042-U", "W10A-0042-U", "W01A-R0042-U",
        "W01A-0042-UU", "X", "W01A-004Z-U", "OOOOOOOOOOOOOOOO", "W01A-0042-Ü", "ERIKA MUSTERMANN",
    ])
    func noNumber(typed: String) { #expect(NumberFormat(parsing: typed) == nil) }

    /// One number has one spelling: zeros in front beyond four digits, or fewer than four, make no other name for it.
    @Test(arguments: ["W01A00042", "W01A042", "W01A42", "W01AR00007"]) func oneSpelling(start: String) {
        #expect(NumberFormat(parsing: start + String(CheckCharacter.of(start))) == nil)
    }

    @Test func everyNumberIsReadBackWhateverItsCheckCharacter() throws {
        for kit in ["W01", "WB10", "OIO00"].compactMap(KitCode.init) {
            for generation in [1, 2, 23, 24, 530] {
                for running in [1, 9, 10, 101, 1_001, 9_999, 10_000, 123_456] {
                    for kind in [NumberFormat.Kind.caseNumber, .receiptNumber] {
                        let made = try #require(
                            NumberFormat(kind, kit: kit, generation: generation, running: running))
                        #expect(NumberFormat(parsing: made.text) == made)
                        #expect(NumberFormat(parsing: made.text.lowercased().filter { $0 != "-" }) == made)
                    }
                }
            }
        }
    }

    @Test func numbersNeverMeet() throws {
        var seen: Set<String> = []
        for generation in 1...60 {
            for running in 1...60 {
                for kind in [NumberFormat.Kind.caseNumber, .receiptNumber] {
                    let text = try number(kind, generation, running).text
                    #expect(seen.insert(text.filter { $0 != "-" }).inserted)
                }
            }
        }
    }

    /// The standard promises this for every single wrong character.
    @Test func everyWrongCharacterIsFound() {
        let right = Array("W01AR0007" + "4")
        for index in right.indices {
            for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" where character != right[index] {
                var wrong = right
                wrong[index] = character
                #expect(!CheckCharacter.isRight(String(wrong)))
            }
        }
    }

    @Test(arguments: ["", "W", "W1", "W001", "w01", "WWWW01", "Ä01", "01", "W0A"])
    func noKitCode(text: String) { #expect(KitCode(text) == nil) }

    @Test func impossibleNumbersCannotBeMade() throws {
        let kit = try #require(KitCode("W01"))
        #expect(NumberFormat(.caseNumber, kit: kit, generation: 0, running: 1) == nil)
        #expect(NumberFormat(.caseNumber, kit: kit, generation: 1, running: 0) == nil)
    }

    @Test func citizenCodes() throws {
        var generator = Seeded(3)
        var codes: Set<String> = []
        for _ in 0..<2_000 {
            let code = CitizenCode(using: &generator)
            codes.insert(code.text)
            #expect(code.text.count == 8 && !code.text.contains { "01OIL5SAEUB".contains($0) })
            #expect(CitizenCode(parsing: code.printed.lowercased()) == code)
        }
        #expect(codes.count == 2_000)
        #expect(CitizenCode(parsing: "CFGH234") == nil)
        #expect(CitizenCode(parsing: "CFGH2340") == nil)
    }

    @Test(arguments: [(1, "A1"), (12, "A12"), (999, "A999"), (1000, "B1")])
    func tickets(running: Int, text: String) { #expect(TicketNumber(running: running).text == text) }
}
