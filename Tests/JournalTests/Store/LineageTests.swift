import Testing

@testable import Journal

/// Which entries of a kit are its history, when laptops replaced each other.
@Suite struct LineageTests {
    private static func place(_ generation: UInt16, _ sequence: UInt64) -> Position {
        Position(kit: 1, generation: generation, sequence: sequence)
    }

    @Test func whatIsContinuedCountsToThatPlace() {
        var lineage = Lineage()
        #expect(lineage.holds(Self.place(1, 500)))
        lineage.begin(2, after: Self.place(1, 100))
        #expect(lineage.holds(Self.place(1, 100)) && lineage.holds(Self.place(2, 1)))
        #expect(!lineage.holds(Self.place(1, 101)))
    }

    /// A second spare from an older mirror: the first one's generation is none of the history.
    @Test func aGenerationThatWasPassedOverDoesNotCount() {
        var lineage = Lineage()
        lineage.begin(2, after: Self.place(1, 100))
        lineage.begin(4, after: Self.place(1, 80))
        #expect(lineage.holds(Self.place(1, 80)) && lineage.holds(Self.place(4, 7)))
        #expect(
            !lineage.holds(Self.place(1, 81)) && !lineage.holds(Self.place(2, 1)) && !lineage.holds(Self.place(3, 1)))
    }

    @Test func goingOnTwiceBringsNothingBack() {
        var lineage = Lineage()
        lineage.begin(2, after: Self.place(1, 80))
        lineage.begin(3, after: Self.place(2, 10))
        #expect(
            !lineage.holds(Self.place(1, 81)) && lineage.holds(Self.place(2, 10)) && !lineage.holds(Self.place(2, 11)))
    }
}
