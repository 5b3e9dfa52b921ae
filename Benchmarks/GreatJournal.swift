import Crypto
import Foundation
import Journal

/// A journal of a great office: the entries of several kits, chained and signed, with bodies of the size of an answer. The bodies are random
/// bytes, as ciphertext is.
struct GreatJournal {
    let folder: String
    let entries: Int
    private static let kits = 4
    /// Entries of one case.
    private static let caseLength = 25

    /// Writes the journal into an empty folder.
    init(_ folder: String, entries: Int) throws {
        self.folder = folder
        self.entries = entries
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var identity = try IdentityFile(
            kit: 0, signingKey: Curve25519.Signing.PrivateKey().rawRepresentation, officeKeys: [])
        let store = try SQLiteJournalStore(path: "\(folder)/\(SQLiteJournalStore.fileName)")
        for kit in 1...UInt16(Self.kits) {
            let signer = try SoftwareSigner(privateKey: Curve25519.Signing.PrivateKey().rawRepresentation)
            identity.signers.append(.init(kit: kit, publicKey: signer.publicKey))
            try Self.fill(store, kit: kit, entries: entries / Self.kits, signer)
        }
        try identity.write(to: DiskFile(folder: folder, name: IdentityFile.name))
        try store.close()
    }

    private static func fill(_ store: SQLiteJournalStore, kit: UInt16, entries count: Int, _ signer: SoftwareSigner)
        throws
    {
        let types = try ["case.opened", "case.answered", "case.answered", "case.personJoined", "case.transferred"].map {
            try EventType($0)
        }
        var random = SystemRandomNumberGenerator()
        let noise = Data((0..<4_096).map { _ in UInt8.random(in: 0...255, using: &random) })
        var previous = EntryHash.zero
        var keyID = Randomness.system.keyID()
        var subject = try Subject(kind: .case, id: "W0\(kit)A-0-X")
        var sequence: UInt64 = 0
        while sequence < UInt64(count) {
            var batch: [Entry] = []
            while batch.count < 2_000, sequence < UInt64(count) {
                sequence += 1
                if sequence % UInt64(caseLength) == 1 {
                    subject = try Subject(kind: .case, id: "W0\(kit)A-\(sequence)-X")
                    keyID = Randomness.system.keyID()
                }
                let start = Int(sequence &* 37 % 3_000)
                let body = noise[start..<start + 180 + Int(sequence &* 13 % 200)]
                let header = try EntryHeader(
                    position: Position(kit: kit, generation: 1, sequence: sequence),
                    segment: UInt32(sequence / 2_500) + 1,
                    time: Timestamp(milliseconds: 1_796_640_000_000 + Int64(sequence) * 1_000), subject: subject,
                    keyID: keyID, type: types[Int(sequence) % types.count], previous: previous,
                    bodyLength: UInt32(body.count))
                let entry = try Entry(headerBytes: header.bytes, body: Data(body))
                previous = entry.hash
                batch.append(entry)
            }
            guard let last = batch.last else { return }
            try store.append(
                batch, head: Head(last).signed(by: signer), receivedAt: Timestamp(milliseconds: 1_796_640_000_000))
        }
    }
}
