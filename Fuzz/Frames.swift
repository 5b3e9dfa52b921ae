import Foundation
import Journal

/// The readers of what comes from outside, one a kind.
enum Frames {
    static func read(_ kind: UInt8, _ bytes: Data) {
        switch kind {
        case UInt8(ascii: "e"): if let read = try? EntriesBatch(encoded: bytes) { same(read.encoded, bytes) }
        case UInt8(ascii: "f"): if let read = try? FeedAnswer(encoded: bytes) { same(read.encoded, bytes) }
        case UInt8(ascii: "m"): if let read = try? FeedMessage(bytes: bytes) { same(read.bytes, bytes) }
        case UInt8(ascii: "j"): if let read = try? Entry(bytes: bytes) { same(read.bytes ?? Data(), bytes) }
        case UInt8(ascii: "p"): if let read = try? PiecesRequest(encoded: bytes) { same(read.encoded, bytes) }
        case UInt8(ascii: "h"): _ = try? SyncJSON.decode(Hello.self, from: bytes)
        case UInt8(ascii: "a"): _ = try? SyncJSON.decode(HelloAnswer.self, from: bytes)
        case UInt8(ascii: "k"): if let read = try? KeysRequest(body: bytes) { sameKeys(read) }
        default: break
        }
    }

    /// Keys come in two forms, and their recipients in any order: what is read from the dense one is what was written.
    private static func sameKeys(_ read: KeysRequest) {
        guard let dense = read.dense else { return }
        guard (try? KeysRequest(body: dense)) == read else { fatalError("written anew, the keys are others") }
    }

    private static func same(_ written: Data, _ read: Data) {
        guard written == read else { fatalError("written anew, the frame is another one") }
    }
}
