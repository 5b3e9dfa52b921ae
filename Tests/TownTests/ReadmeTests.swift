import Casework
import Foundation
import Testing

@testable import Town

/// The README shows a service as a file: the block that stands there is one, as it is.
@Test func theServiceOfTheReadmeIsAService() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "```yaml\n"))
    let end = try #require(readme.range(of: "```", range: start.upperBound..<readme.endIndex))
    let example = String(readme[start.upperBound..<end.lowerBound])
    #expect(example.split(separator: "\n").count <= 10)
    let shipped = try #require(
        TownFolder.load(path: root.appending(path: "Towns/wittenberg").path(percentEncoded: false)).town)
    var files = shipped.bundle.files
    files["services/fundsache.yaml"] = example
    let check = TownFolder.load(files: files)
    #expect(check.mistakes.isEmpty, "\(check.lines)")
    #expect(check.town?.catalogue.service("fundsache")?.title.de == "Fundsache abgeben")
}
