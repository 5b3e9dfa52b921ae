import Testing
import Town

@Suite("A town with mistakes")
struct BrokenTownTests {
    @Test("Every mistake is named with file, line and what is allowed", arguments: BrokenTown.all)
    func mistakes(town: BrokenTown) throws {
        let files = try #require(SmallTown.changed(town.file.rawValue, town.passage, town.replacement))
        let check = TownFolder.load(files: files)
        #expect(check.mistakes.map(\.description) == town.mistakes)
        #expect(check.town == nil)
    }
}
