package import Crypto
package import Foundation

/// The attachments of a kit or the office: one encrypted file each, named by random hexadecimal digits. A file that is
/// still being received ends in `.part`.
package struct AttachmentFolder: Sendable {
    /// The folder's name in a kit's or the office's folder.
    package static let name = "attachments"

    package let path: String
    let disk: any Disk
    private let randomness: Randomness

    /// Makes the folder when it is not there.
    package init(
        path: String, on disk: any Disk = .machine, randomness: Randomness = .system
    ) throws(AttachmentFault) {
        self.path = path
        self.disk = disk
        self.randomness = randomness
        do throws(FileFault) {
            try disk.makeFolder(path)
            try disk.syncFolder(of: path)
        } catch { throw .file(error) }
    }

    /// Nil when there is none; makes nothing.
    init?(existing path: String, on disk: any Disk) {
        guard disk.exists(path) else { return nil }
        self.path = path
        self.disk = disk
        randomness = .system
    }

    /// Encrypts and writes an attachment; file and folder are on the disk when this returns. Then append
    /// ``Draft/attachment(_:of:)``.
    package func add(
        _ clear: Data, mediaType: String, keyID: KeyID, key: SymmetricKey
    ) throws(AttachmentFault) -> AttachmentRef {
        guard clear.count <= AttachmentFormat.limit else { throw .tooLarge(bytes: clear.count) }
        let id = randomness.keyID()
        return try mapping(id) {
            let part = partPath(id)
            var hash = SHA256()
            do {
                let file = try disk.open(part, for: .making)
                var offset = 0
                try AttachmentFormat.seal(clear, id: id, keyID: keyID, key: key, randomness: randomness) { piece in
                    hash.update(data: piece)
                    try file.write(piece, at: offset)
                    offset += piece.count
                }
                try file.sync()
                try publish(id)
            } catch {
                try? disk.remove(part)
                throw error
            }
            return try AttachmentRef(
                id: id, keyID: keyID, byteCount: UInt64(clear.count),
                cipherSHA256: EntryHash(Data(hash.finalize()))!, mediaType: mediaType)
        }
    }

    /// Reads and deciphers an attachment; checks its hash and every frame.
    package func read(_ ref: AttachmentRef, key: SymmetricKey) throws(AttachmentFault) -> Data {
        let file = try mapping(ref.id) { try disk.open(filePath(ref.id), for: .reading).readAll() }
        guard EntryHash(of: file) == ref.cipherSHA256 else {
            throw .damaged(ref.id, reason: "die Datei wurde verändert oder ist unvollständig")
        }
        guard let clear = AttachmentFormat.open(file, ref: ref, key: key) else {
            throw .damaged(ref.id, reason: "die Datei passt nicht zu ihrem Schlüssel")
        }
        return clear
    }

    /// Checks a file against its reference without any key.
    package func check(_ ref: AttachmentRef) throws(AttachmentFault) {
        try mapping(ref.id) {
            let file = try disk.open(filePath(ref.id), for: .reading)
            guard file.size == Int(ref.cipherByteCount) else {
                throw AttachmentFault.damaged(
                    ref.id, reason: "die Datei hat \(file.size) statt \(ref.cipherByteCount) Bytes")
            }
            guard try hash(of: file) == ref.cipherSHA256 else {
                throw AttachmentFault.damaged(ref.id, reason: "die Datei wurde verändert")
            }
        }
    }

    package func contains(_ id: KeyID) -> Bool { disk.exists(filePath(id)) }

    /// Deletes the file; a missing one is fine.
    package func remove(_ id: KeyID) throws(AttachmentFault) {
        try mapping(id) {
            for path in [filePath(id), partPath(id)] where disk.exists(path) { try disk.remove(path) }
            try disk.syncFolder(path)
        }
    }

    /// The ids of all finished files.
    package func ids() throws(AttachmentFault) -> Set<KeyID> {
        Set(try names().compactMap(KeyID.init(hex:)))
    }

    private func names() throws(AttachmentFault) -> [String] {
        do throws(FileFault) { return try disk.names(in: path) } catch { throw .file(error) }
    }

    func filePath(_ id: KeyID) -> String { "\(path)/\(id.hex)" }
    func partPath(_ id: KeyID) -> String { "\(path)/\(id.hex).part" }

    func publish(_ id: KeyID) throws(FileFault) {
        try disk.rename(partPath(id), to: filePath(id))
        try disk.syncFolder(path)
    }

    /// The names of all finished files are on the disk when this returns.
    package func keepNames() throws(AttachmentFault) {
        do throws(FileFault) { try disk.syncFolder(path) } catch { throw .file(error) }
    }

    func hash(of file: any DiskHandle) throws(FileFault) -> EntryHash {
        var hash = SHA256()
        var offset = 0
        while true {
            let piece = try file.read(at: offset, count: 1 << 20)
            if piece.isEmpty { return EntryHash(Data(hash.finalize()))! }
            hash.update(data: piece)
            offset += piece.count
        }
    }

    func mapping<Value>(_ id: KeyID, _ work: () throws -> Value) throws(AttachmentFault) -> Value {
        do {
            return try work()
        } catch let fault as AttachmentFault {
            throw fault
        } catch FileFault.missing {
            throw .missing(id)
        } catch let fault as FileFault {
            throw .file(fault)
        } catch {
            throw .damaged(id, reason: "\(error)")
        }
    }
}
