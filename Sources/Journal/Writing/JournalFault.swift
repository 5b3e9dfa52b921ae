/// Why the journal did not write or read; nothing was changed then.
package enum JournalFault: Error, Hashable, Sendable {
    /// The stored journal cannot be believed: it can be read up to the fault, and a new generation can be started.
    case readOnly(IntegrityFault)
    case store(StoreFault)
    case keys(KeyFault)
    /// A body is longer than 1 MiB.
    case tooLarge(bytes: Int)
    /// The signing key does not work.
    case signer
    /// There is no later generation than 65535.
    case noGenerationLeft
}

/// What is wrong with a stored journal.
package enum IntegrityFault: Error, Hashable, Sendable {
    case store(StoreFault)
    case chain(ChainFault)
    /// The head's signature was not made with this kit's key.
    case headNotSigned(Position)
    /// The last stored entry and the signed head differ: entries at the end are missing, or were added.
    case headElsewhere(head: Position, last: Position?)
    /// The keys file knows a later head than the journal has: its end was cut off, or an older copy was put in its place.
    case olderThanKeys(head: Position?, checkpoint: Position)
    /// The kit's mirror holds entries of this generation that the journal lacks or has otherwise: an older copy of the
    /// laptop's disk was put in its place, and a second history must not be written.
    case otherThanMirror(Position)
    /// A run of dropped entries is not signed by this kit.
    case dropNotSigned(Position)
    /// The body does not open with its key although the chain is whole.
    case bodyUnopenable(Position)
}

extension IntegrityFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .store(let fault): "\(fault)"
        case .chain(let fault): "\(fault)"
        case .headNotSigned(let position): "\(position): Der Stand trägt keine echte Unterschrift."
        case .headElsewhere(let head, let last?):
            "\(head): So weit reicht der unterschriebene Stand, gespeichert ist Eintrag \(last.sequence)."
        case .headElsewhere(let head, nil): "\(head): So weit reicht der unterschriebene Stand, gespeichert ist nichts."
        case .olderThanKeys(let head, let checkpoint):
            "\(checkpoint): So weit war das Journal schon, jetzt endet es "
                + (head.map { "bei Eintrag \($0.sequence)." } ?? "vor dem ersten Eintrag.")
        case .otherThanMirror(let position):
            "\(position): So steht es auf dem Spiegel, hier nicht. Die Platte wurde auf einen älteren Stand gebracht."
        case .dropNotSigned(let position): "\(position): Die Lücke trägt keine echte Unterschrift."
        case .bodyUnopenable(let position): "\(position): Der Inhalt passt nicht zu seinem Schlüssel."
        }
    }
}

extension JournalFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .readOnly(let fault):
            "Das Journal ist beschädigt und wird nur noch gelesen. Eine neue Generation beginnen. (\(fault))"
        case .store(let fault): "\(fault)"
        case .keys(let fault): "\(fault)"
        case .tooLarge(let bytes): "Der Eintrag ist mit \(bytes) Bytes zu groß. Große Inhalte als Anlage speichern."
        case .signer: "Der Koffer kann nicht unterschreiben. Die Datei identity.json prüfen."
        case .noGenerationLeft: "Dieser Koffer kann keine neue Generation beginnen. Einen neuen Koffer einrichten."
        }
    }
}
