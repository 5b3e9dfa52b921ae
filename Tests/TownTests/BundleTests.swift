import Casework
import Foundation
import Testing
import Town

@Suite("The files of a town as one value")
struct BundleTests {
    /// The expected digests are computed by Python's hashlib over the layout that `TownBundle.hash` documents.
    @Test(
        arguments: [
            ([:], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (
                [
                    "town.yaml": "name: Straße\n", "services/a.yaml": "", "services/Ä.yaml": "x",
                    "services-b.yaml": "y",
                ], "6ed3e8e1254768383ae36cf659b19fa5090f87e6e4d24f3d81f71a20fe4c8412"
            ),
        ])
    func hash(files: [String: String], digest: String) {
        #expect(TownBundle(files: files).hash == digest)
    }

    @Test func moreThanTheTextsTogetherCounts() {
        let one = TownBundle(files: ["a": "bc", "d": ""])
        let other = TownBundle(files: ["a": "b", "cd": ""])
        #expect(one.hash != other.hash)
    }

    @Test func goesThroughJSONUnchanged() throws {
        let bundle = TownBundle(files: SmallTown.files)
        let json = try bundle.json()
        let copy = try TownBundle(json: json)
        #expect(copy == bundle)
        #expect(copy.hash == bundle.hash)
        #expect(try copy.json() == json)
        let town = try #require(TownFolder.load(bundle: copy).town)
        #expect(town.catalogue.hash == bundle.hash)
        #expect(town.bundle == bundle)
    }

    @Test(arguments: ["", "[]", "{\"a\": 1}", "{\"a\": \"b\"", "\u{FEFF}nichts"])
    func whatIsNoBundleIsRefused(text: String) {
        #expect(throws: TownBundleError.notABundle) { try TownBundle(json: Data(text.utf8)) }
    }

    @Test func aBundleWithAMistakeKeepsTheGoodTown() throws {
        let good = try #require(TownFolder.load(files: SmallTown.files).town)
        var files = SmallTown.files
        files["services/pass.yaml"] = nil
        files["units.yaml"] = "units: []"
        let result = TownFolder.reload(bundle: TownBundle(files: files), keeping: good)
        #expect(result.town == good)
        #expect(!result.mistakes.isEmpty)
    }
}
