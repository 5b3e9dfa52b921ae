import Foundation

/// A folder for one test, gone behind it, and the example town with one clerk and one service in it: reading all of them takes long
/// without optimisation.
final class Scratch: Sendable {
    let path: String
    var town: String { path + "/town" }

    init() throws {
        let files = FileManager.default
        path = files.temporaryDirectory.appending(path: "command-\(UUID().uuidString)").path
        try files.createDirectory(atPath: town + "/services", withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: Self.example) where name.hasSuffix(".yaml") {
            try files.copyItem(atPath: "\(Self.example)/\(name)", toPath: "\(town)/\(name)")
        }
        try files.copyItem(
            atPath: Self.example + "/services/anliegen.yaml", toPath: town + "/services/anliegen.yaml")
        let clerk = "{id: brandt, name: Sabine Brandt, units: [buergerbuero], kit: true, office: true, head: true}"
        try write("clerks:\n  - \(clerk)\n", to: "town/staff.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }

    static let example = URL(filePath: #filePath).appending(path: "../../../Towns/wittenberg").standardizedFileURL.path
}
