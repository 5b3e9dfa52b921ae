import Crypto
import Foundation
import Journal
import Synchronization

@testable import Sync

/// SplitMix64: one seed, one history.
final class Dice: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed) }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    func chance(_ percent: Int) -> Bool { below(100) < percent }

    var randomness: Randomness {
        Randomness { count in Data((0..<count).map { _ in UInt8(truncatingIfNeeded: self.next()) }) }
    }
}

/// Attachments of either end, in memory; keeps the promises of ``AttachmentFolder``.
final class MemoryAttachments: AttachmentReceiver {
    private struct Contents {
        var parts: [KeyID: Data] = [:]
        var whole: [KeyID: Data] = [:]
        var writesToWhole = 0
    }

    private let contents = Mutex(Contents())

    func received(_ ref: AttachmentRef) -> Int {
        contents.withLock { $0.whole[ref.id]?.count ?? $0.parts[ref.id]?.count ?? 0 }
    }

    func receive(_ chunk: Data, at offset: Int, of ref: AttachmentRef) throws(AttachmentFault) -> Int {
        let result: Result<Int, AttachmentFault> = contents.withLock { contents in
            if contents.whole[ref.id] != nil { return .success(Int(ref.cipherByteCount)) }
            var part = contents.parts[ref.id] ?? Data()
            guard offset <= part.count else { return .failure(.gap(ref.id, received: part.count)) }
            if offset + chunk.count > part.count { part.append(chunk.dropFirst(part.count - offset)) }
            if part.count < Int(ref.cipherByteCount) {
                contents.parts[ref.id] = part
                return .success(part.count)
            }
            contents.parts[ref.id] = nil
            guard EntryHash(of: part) == ref.cipherSHA256 else {
                return .failure(.damaged(ref.id, reason: "hash"))
            }
            contents.whole[ref.id] = part
            return .success(part.count)
        }
        return try result.get()
    }

    func put(_ bytes: Data, as id: KeyID) { contents.withLock { $0.whole[id] = bytes } }
    func whole(_ id: KeyID) -> Data? { contents.withLock { $0.whole[id] } }

    func chunk(of id: KeyID, at offset: Int, count: Int) -> Data {
        let bytes = contents.withLock { $0.whole[id] ?? Data() }
        return Data(bytes.dropFirst(offset).prefix(count))
    }

    /// What a restored backup lacks.
    func forgetAll() {
        contents.withLock {
            $0.parts = [:]
            $0.whole = [:]
        }
    }
}

final class MemoryShelf: SealedKeyShelf {
    private let keys = Mutex<[KeyID: SealedKey]>([:])
    let refuses = Mutex<Set<KeyID>>([])

    func receive(_ new: [SealedKey], from kit: UInt16, at time: Timestamp) throws -> [KeyID] {
        let refused = refuses.withLock { $0 }
        keys.withLock { keys in
            for key in new where keys[key.id] == nil && !refused.contains(key.id) { keys[key.id] = key }
        }
        return new.map(\.id).filter(refused.contains)
    }

    var all: [KeyID: SealedKey] { keys.withLock { $0 } }
    func forgetAll() { keys.withLock { $0 = [:] } }
}

func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_780_000_000_000 + milliseconds) }
