import Foundation
import Journal
import Testing

@testable import Sync

/// What the fuzzer found worth keeping (`scripts/fuzz`): real frames, and broken ones that go far into the readers. The first byte
/// says which reader a file is for.
@Suite struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    private static func files() throws -> [(name: String, bytes: Data)] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
            ($0, try Data(contentsOf: folder.appending(path: $0)))
        }
    }

    /// What is taken is written again as it came; nil: it was refused.
    private static func rewritten(_ kind: UInt8, _ bytes: Data) -> Data? {
        switch kind {
        case UInt8(ascii: "e"): (try? EntriesBatch(encoded: bytes))?.encoded
        case UInt8(ascii: "f"): (try? FeedAnswer(encoded: bytes))?.encoded
        case UInt8(ascii: "m"): (try? FeedMessage(bytes: bytes))?.bytes
        case UInt8(ascii: "j"): (try? Entry(bytes: bytes))?.bytes
        case UInt8(ascii: "p"): (try? PiecesRequest(encoded: bytes))?.encoded
        // JSON has many spellings.
        case UInt8(ascii: "k") where bytes.first == 1: (try? KeysRequest(body: bytes))?.dense
        default: nil
        }
    }

    @Test func whatIsTakenHasOneSpelling() throws {
        var (taken, refused) = (0, 0)
        for (name, bytes) in try Self.files() {
            guard let kind = bytes.first else { continue }
            let frame = bytes.dropFirst()
            if let written = Self.rewritten(kind, frame) {
                #expect(written == frame, "\(name)")
                taken += 1
            } else {
                refused += 1
            }
        }
        #expect(taken >= 6 && refused >= 20, "\(taken) taken, \(refused) refused")
    }

    /// Every frame cut off anywhere, and with a byte too many, is refused.
    @Test(arguments: [
        "batch-whole", "feed-answer", "feed-message", "entry-0", "pieces-two", "keys-dense",
    ])
    func aFrameOfAnotherLengthIsRefused(name: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: name))
        let kind = try #require(bytes.first)
        let frame = bytes.dropFirst()
        #expect(Self.rewritten(kind, frame) != nil)
        for length in 0..<frame.count { #expect(Self.rewritten(kind, frame.prefix(length)) == nil, "\(length)") }
        #expect(Self.rewritten(kind, frame + Data([0])) == nil)
    }

    @Test func realRequestsAreRead() throws {
        func json(_ name: String) throws -> Data {
            try Data(contentsOf: Self.folder.appending(path: name)).dropFirst()
        }
        #expect(try SyncJSON.decode(Hello.self, from: json("hello-plain")).kit == 1)
        #expect(try SyncJSON.decode(KeysRequest.self, from: json("keys-two")).keys.count == 2)
    }
}
