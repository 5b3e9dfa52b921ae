import Testing
import Town

@Suite("Files that want to do harm, or are only half there")
struct HostileTests {
    private func check(_ file: String, _ text: String) -> TownCheck {
        var files = SmallTown.files
        files[file] = text
        return TownFolder.load(files: files)
    }

    @Test(
        "Any line may be missing: the town is refused with a reason or still a town",
        arguments: SmallTown.files.keys.sorted())
    func missingLines(file: String) throws {
        let lines = try #require(SmallTown.files[file]).split(separator: "\n", omittingEmptySubsequences: false)
        var refused = 0
        for index in lines.indices {
            var rest = lines
            rest.remove(at: index)
            let check = check(file, rest.joined(separator: "\n"))
            #expect((check.town == nil) == !check.mistakes.isEmpty)
            #expect(check.mistakes.allSatisfy { $0.line >= 1 && ($0.file != file || $0.line < lines.count) })
            if check.town == nil { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test("A file may end anywhere", arguments: SmallTown.files.keys.sorted())
    func cutOff(file: String) throws {
        let text = try #require(SmallTown.files[file])
        for length in stride(from: 0, to: text.count, by: 41) {
            let check = check(file, String(text.prefix(length)))
            #expect((check.town == nil) == !check.mistakes.isEmpty)
        }
    }

    @Test("Any two characters may be swapped or replaced by a sign of YAML")
    func scrambled() throws {
        var numbers = SplitMix(state: 20_261_122)
        let signs = Array("&*!|>'\"%@`{}[],:#?-\t\n ~")
        for _ in 0..<200 {
            let file = SmallTown.files.keys.sorted()[Int(numbers.next() % UInt64(SmallTown.files.count))]
            var text = Array(try #require(SmallTown.files[file]))
            for _ in 0...(numbers.next() % 3) {
                let at = Int(numbers.next() % UInt64(text.count))
                text[at] = signs[Int(numbers.next() % UInt64(signs.count))]
            }
            let check = check(file, String(text))
            #expect((check.town == nil) == !check.mistakes.isEmpty)
        }
    }

    @Test("Aliases that stand for gigabytes are refused before they are unfolded")
    func aliasBomb() {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...60 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let mistakes = check("services/hund.yaml", bomb).mistakes
        #expect(mistakes.map(\.line) == [1])
        #expect(mistakes.first?.what.hasPrefix("Anker und Verweise") == true)
    }

    @Test("Aliases behind unusual quoting are found after parsing")
    func hiddenAnchor() {
        let text = "key: \"hund\n  &x\"\ntitle: [a, b, \"c\n d\", &y e]\n"
        let mistakes = check("services/hund.yaml", text).mistakes
        #expect(mistakes.contains { $0.what.hasPrefix("Anker und Verweise") })
    }

    @Test(
        "Signs inside of texts are no anchors",
        arguments: [
            "next: Anne & Bob", "next: \"*wichtig*\"", "next: 'a &b'", "next: |\n  *Hinweis*\n  &amp;",
            "next: >-\n  a\n  *b",
            "next: {de: a &b *c}", "next: siehe [*]", "# &a *b\nnext: x", "next: a, *b, &c",
        ])
    func harmlessSigns(next: String) {
        let text = SmallTown.dog.replacing("next: Sie bekommen einen Bescheid.", with: next)
        #expect(check("services/hund.yaml", text).mistakes == [])
    }

    @Test("Nesting ends somewhere", arguments: [41, 500, 5_000, 60_000])
    func nesting(depth: Int) {
        let brackets = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let mistakes = check("services/hund.yaml", "key: " + brackets).mistakes
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.file == "services/hund.yaml")
    }

    @Test("Line ends of Windows and a byte order mark do no harm")
    func windows() throws {
        let files = SmallTown.files.mapValues { "\u{FEFF}" + $0.replacing("\n", with: "\r\n") }
        #expect(TownFolder.load(files: files).mistakes == [])
        let broken = SmallTown.dog.replacing("ends: unit", with: "ends: unit\nends: unit").replacing("\n", with: "\r\n")
        #expect(
            check("services/hund.yaml", broken).mistakes.map(\.description) == [
                "services/hund.yaml:6: „ends“ steht schon in Zeile 5. Jeder Schlüssel darf nur einmal vorkommen."
            ])
    }

    @Test("Mistakes of all files come at once, sorted")
    func everything() {
        var files = SmallTown.files
        files["services/hund.yaml"] = SmallTown.dog.replacing("unit: steueramt", with: "unit: steuramt")
            .replacing("caseMonths: 12", with: "caseMonths: 0")
        files["staff.yaml"] = SmallTown.staff.replacing("steueramt", with: "amt")
        files["town.yaml"] = SmallTown.town.replacing("Sachsen-Anhalt", with: "Preußen")
        files["venues.yaml"] = "venues: {"
        let check = TownFolder.load(files: files)
        #expect(
            check.mistakes.map { "\($0.file):\($0.line)" } == [
                "services/hund.yaml:4", "services/hund.yaml:31", "staff.yaml:3", "town.yaml:13", "venues.yaml:1",
            ])
        #expect(check.lines.last == "8 Dateien, 2 Leistungen, 5 Fehler")
    }
}

/// A small generator of numbers with a seed (Steele, Lea, Flood 2014).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
