import Foundation
import Testing

/// Which room may import which of our rooms, and what else. The table is the house: changing it is a decision, not an accident.
private let mayImport: [String: Set<String>] = [
    "Casework": ["Foundation"],
    "Identity": ["Foundation"],
    "Planning": ["Foundation"],
    "IdentityCard": ["CLibCrypto", "Foundation", "Identity"],
    "Town": ["Casework", "Identity", "Crypto", "Foundation", "Yams"],
    "Journal": ["Crypto", "CryptoExtras", "Dispatch", "Foundation", "GRDB", "GRDBSQLite", "Synchronization"],
    "Sync": [
        "AsyncHTTPClient", "Crypto", "Foundation", "Journal", "Logging", "NIOCore", "NIOFoundationCompat", "NIOHTTP1",
        "NIOPosix", "NIOSSL", "NIOTLS", "SwiftASN1", "X509",
    ],
    "Pages": [
        "CZlib", "Casework", "Crypto", "Dispatch", "Foundation", "HTTPTypes", "Hummingbird", "Logging", "NIOCore",
    ],
    "Kit": [
        "Casework", "Crypto", "Dispatch", "Foundation", "HTTPTypes", "Hummingbird", "Identity", "IdentityCard",
        "Journal", "Logging", "NIOCore", "Pages", "ServiceLifecycle", "Sync", "Town",
    ],
    "Office": [
        "Casework", "Crypto", "Foundation", "GRDB", "HTTPTypes", "Hummingbird", "HummingbirdCore", "HummingbirdTLS",
        "Identity", "Journal", "Logging", "NIOCore", "NIOHTTPTypes", "NIOSSL", "NIOTLS", "Pages", "Planning",
        "ServiceLifecycle", "Sync", "Town", "X509",
    ],
    "Simulation": [
        "Casework", "Crypto", "Foundation", "GRDBSQLite", "Journal", "Kit", "Logging", "Office", "Planning", "Sync",
        "Town",
    ],
    "amtskoffer": [
        "ArgumentParser", "Casework", "Foundation", "Identity", "IdentityCard", "Journal", "Kit", "Logging", "NIOCore",
        "Office", "Planning", "ServiceLifecycle", "Simulation", "Sync", "Town",
    ],
]

/// The C library every room may use where Foundation is too much.
private let always: Set<String> = ["Glibc", "Synchronization"]

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

private func swiftFiles(of room: String) throws -> [URL] {
    let folder = root.appending(path: "Sources/\(room)")
    let walker = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
}

@Test func everyRoomStandsInTheTable() throws {
    let rooms = try FileManager.default.contentsOfDirectory(
        atPath: root.appending(path: "Sources").path(percentEncoded: false))
    #expect(Set(rooms) == Set(mayImport.keys))
}

@Test(arguments: mayImport.keys.sorted())
func roomImportsOnlyWhatItMay(room: String) throws {
    let allowed = mayImport[room, default: []].union(always)
    for file in try swiftFiles(of: room) {
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"),
                words[..<at].allSatisfy({
                    $0.hasPrefix("@") || $0 == "public" || $0 == "package" || $0 == "internal" || $0 == "private"
                }),
                at + 1 < words.count
            else { continue }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
            let name = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
            let module = String(name.prefix { $0 != "." && $0 != ";" })
            #expect(allowed.contains(module), "\(file.lastPathComponent) of \(room) imports \(module)")
        }
    }
}

@Test(arguments: mayImport.keys.sorted())
func filesStaySmall(room: String) throws {
    for file in try swiftFiles(of: room) {
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).count
        #expect(lines <= 500, "\(room)/\(file.lastPathComponent) has \(lines) lines: it may hold more than one concept")
    }
}
