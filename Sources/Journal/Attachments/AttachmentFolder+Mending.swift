extension AttachmentFolder {
    /// Takes the file of an attachment from another folder that holds it whole, in place of a damaged or lost one.
    /// - Parameter path: the other attachments' folder, e.g. a mirror's.
    package func mend(_ ref: AttachmentRef, from path: String, on other: any Disk) throws(AttachmentFault) {
        try mapping(ref.id) {
            let bytes = try other.open("\(path)/\(ref.id.hex)", for: .reading).readAll()
            guard EntryHash(of: bytes) == ref.cipherSHA256 else {
                throw AttachmentFault.damaged(ref.id, reason: "auch die andere Datei wurde verändert")
            }
            let part = partPath(ref.id)
            do {
                if disk.exists(part) { try disk.remove(part) }
                let file = try disk.open(part, for: .making)
                try file.write(bytes, at: 0)
                try file.sync()
                try publish(ref.id)
            } catch {
                try? disk.remove(part)
                throw error
            }
        }
    }
}
