import Crypto
import Foundation
import Synchronization

@testable import Journal

/// Everything a kit's journal needs, with a clock that stands still and random bytes that repeat.
struct Workbench {
    static let time = Timestamp(milliseconds: 1_762_156_800_000)
    static let kitKey = SymmetricKey(data: Data(repeating: 5, count: 32))

    let store: any JournalStore
    let file: any WholeFile
    let keys: KeyRing
    let signer: SoftwareSigner
    let office = Curve25519.KeyAgreement.PrivateKey()

    init(store: any JournalStore = MemoryJournalStore(), file: any WholeFile = MemoryFile()) throws {
        self.store = store
        self.file = file
        signer = try SoftwareSigner(privateKey: Data(repeating: 9, count: 32))
        keys = try KeyRing(
            file: file, kit: 7, recipients: [Recipient(publicKey: office.publicKey.rawRepresentation)],
            randomness: .repeating(seed: 1))
        keys.unlock(with: Workbench.kitKey)
    }

    func journal() throws -> Journal {
        try Journal(
            kit: 7, store: store, keys: keys, signer: signer, checkpoint: keys.checkpoint,
            randomness: .repeating(seed: 2))
    }
}

extension Draft {
    static func answer(_ text: String, case number: String = "K07-1-000001-A") throws -> Draft {
        Draft(
            subject: try Subject(kind: .case, id: number), type: try EventType("case.answered"), body: Data(text.utf8))
    }

    static func note(_ text: String) throws -> Draft {
        Draft(
            subject: try Subject(kind: .kit, id: "7"), type: try EventType("kit.noted"), body: Data(text.utf8),
            sealing: .clear)
    }
}

extension Journal {
    @discardableResult
    func append(_ drafts: [Draft], segment: UInt32 = 1) throws -> [Entry] {
        try append(drafts, segment: segment, at: Workbench.time)
    }

    /// The bodies as text, in order.
    func texts(segments: Set<UInt32>? = nil) throws -> [String] {
        var texts: [String] = []
        _ = try replay(segments: segments) { _, body in
            switch body {
            case .clear(let bytes), .opened(let bytes): texts.append(String(decoding: bytes, as: UTF8.self))
            case .sealed: texts.append("(sealed)")
            case .erased: texts.append("(erased)")
            }
        }
        return texts
    }
}

extension Randomness {
    /// SplitMix64: the same bytes for the same seed.
    static func repeating(seed: UInt64) -> Randomness {
        let state = Box(seed)
        return Randomness { count in
            state.value.withLock { state in
                Data(
                    (0..<count).map { _ in
                        state &+= 0x9E37_79B9_7F4A_7C15
                        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
                        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                        return UInt8(truncatingIfNeeded: mixed >> 31)
                    })
            }
        }
    }

    private final class Box: Sendable {
        let value: Mutex<UInt64>
        init(_ value: UInt64) { self.value = Mutex(value) }
    }
}

/// A folder that is gone when the test is.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }
}
