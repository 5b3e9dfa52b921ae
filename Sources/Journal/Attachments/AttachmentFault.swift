/// Why an attachment was not written or read.
package enum AttachmentFault: Error, Hashable, Sendable {
    /// More than 20 MB.
    case tooLarge(bytes: Int)
    case missing(KeyID)
    /// The file's bytes are not those that the entry names.
    case damaged(KeyID, reason: String)
    case key(KeyFault)
    case file(FileFault)
    /// A chunk does not begin where the part received so far ends.
    case gap(KeyID, received: Int)
}

extension AttachmentFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let bytes):
            "Die Datei hat \(bytes / 1_000_000) MB, erlaubt sind 20 MB. Mit kleinerer Auflösung scannen."
        case .missing(let id): "Anlage \(id): fehlt"
        case .damaged(let id, let reason): "Anlage \(id): \(reason)"
        case .key(let fault): "\(fault)"
        case .file(let fault): "\(fault)"
        case .gap(let id, let received): "Anlage \(id): bisher sind \(received) Bytes da, von dort weitersenden"
        }
    }
}
