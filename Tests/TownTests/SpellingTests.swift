import Testing

@testable import Town

@Suite("What somebody may have meant")
struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("hund", "hund", 0), ("hudn", "hund", 1), ("katze", "kater", 2),
        ("tier", "tiere", 1),
        ("straße", "strasse", 2), ("abc", "xyz", 3),
    ])
    func distance(left: String, right: String, distance: Int) {
        #expect(Spelling.distance(left, right) == distance)
        #expect(Spelling.distance(right, left) == distance)
    }

    @Test func nearWordsComeFirstAndTheOthersKeepTheirOrder() {
        #expect(
            Spelling.sorted(["zwei", "drei", "eins", "dreizehn"], near: "dreu") == ["drei", "zwei", "eins", "dreizehn"])
        #expect(Spelling.choices(["a"], near: "b") == "Möglich ist nur: a.")
        #expect(Spelling.choices([], near: "b") == "Es gibt hier noch nichts, worauf verwiesen werden kann.")
        #expect(Spelling.choices((1...14).map { "w\($0)x" }, near: "?").hasSuffix("w12x und 2 weitere."))
    }
}
