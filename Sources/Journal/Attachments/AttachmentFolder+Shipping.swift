package import Foundation

/// Sending and receiving in chunks: the receiver says how much it has, the sender goes on from there.
extension AttachmentFolder {
    /// Bytes of the encrypted file from an offset; fewer than asked for only at its end.
    package func chunk(of ref: AttachmentRef, at offset: Int, count: Int) throws(AttachmentFault) -> Data {
        try mapping(ref.id) { try disk.open(filePath(ref.id), for: .reading).read(at: offset, count: count) }
    }

    /// How many bytes are here; all of them once the file is finished.
    package func received(_ ref: AttachmentRef) -> Int {
        if contains(ref.id) { return Int(ref.cipherByteCount) }
        return (try? disk.open(partPath(ref.id), for: .reading).size) ?? 0
    }

    /// Adds a chunk behind what is here. A chunk that is here already is passed over; a finished file is never touched.
    /// Durable before this returns. When the last byte is in, the hash is checked and the file finished.
    /// - Returns: how many bytes are here now.
    /// - Throws: ``AttachmentFault/gap(_:received:)`` for a chunk from beyond; ``AttachmentFault/damaged(_:reason:)`` when
    ///   the whole does not hash to the reference: then what was received is thrown away, to start over.
    package func receive(_ chunk: Data, at offset: Int, of ref: AttachmentRef) throws(AttachmentFault) -> Int {
        if contains(ref.id) {
            // That its name is on the disk may be what failed before.
            try keepNames()
            return Int(ref.cipherByteCount)
        }
        return try mapping(ref.id) {
            let file = try disk.open(partPath(ref.id), for: .continuing)
            let size = file.size
            guard offset >= 0, offset <= size else { throw AttachmentFault.gap(ref.id, received: size) }
            guard offset + chunk.count <= Int(ref.cipherByteCount) else {
                throw AttachmentFault.damaged(ref.id, reason: "mehr Bytes als angekündigt")
            }
            if offset + chunk.count > size {
                try file.write(chunk.dropFirst(size - offset), at: size)
            }
            guard file.size == Int(ref.cipherByteCount) else {
                // The sender is told that so much is here and will not send it again.
                try file.sync()
                if size == 0 { try disk.syncFolder(path) }
                return file.size
            }
            guard try hash(of: file) == ref.cipherSHA256 else {
                try? disk.remove(partPath(ref.id))
                throw AttachmentFault.damaged(ref.id, reason: "die empfangene Datei passt nicht zum Eintrag")
            }
            try file.sync()
            try publish(ref.id)
            return Int(ref.cipherByteCount)
        }
    }
}
