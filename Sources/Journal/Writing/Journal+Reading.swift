import Crypto
package import Foundation

/// What a body gives.
package enum OpenedBody: Hashable, Sendable {
    case clear(Data)
    /// Deciphered.
    case opened(Data)
    /// There is a key, and it is closed or not here.
    case sealed
    /// The key or the body is gone for good.
    case erased
}

extension Entry {
    /// Deciphers the body.
    /// - Throws: ``IntegrityFault/bodyUnopenable(_:)`` when the key is there and the body does not open with it.
    package func open(with keys: some SubjectKeys) throws(IntegrityFault) -> OpenedBody {
        guard let body else { return .erased }
        if header.keyID.isClear { return .clear(body) }
        let key: SymmetricKey
        do throws(KeyFault) {
            key = try keys.key(header.keyID)
        } catch {
            switch error {
            case .erased: return .erased
            case .unopenable: throw .bodyUnopenable(position)
            case .locked, .unknown, .damaged, .file, .store: return .sealed
            }
        }
        guard let box = try? AES.GCM.SealedBox(combined: body),
            let clear = try? AES.GCM.open(box, using: key, authenticating: headerBytes)
        else { throw .bodyUnopenable(position) }
        return .opened(clear)
    }
}

extension Journal {
    /// Reads the kit's history in order, checking the chain on the way, and gives each entry with its opened body.
    /// Where an old generation was continued from an earlier entry, what the old one wrote behind that is left out.
    /// At a fault the journal becomes read-only; what stands before it was given.
    /// - Parameter segments: nil for all.
    /// - Returns: the last entry that can be believed, from which a new generation can go on.
    package func replay(
        segments: Set<UInt32>? = nil, _ visit: (Entry, OpenedBody) throws -> Void
    ) throws -> Head? {
        var last: Head?
        var visitorFault: (any Error)?
        do {
            for stored in try store.heads() where stored.position.kit == kit {
                let end = stored.continuedAt ?? stored.position.sequence
                var chain = Chain(kit: kit, generation: stored.position.generation, continues: last?.hash)
                var runs = try store.droppedRuns(kit: kit, generation: stored.position.generation)[...]
                func skipRuns() throws {
                    while let run = runs.first, run.first == chain.nextPosition, run.last.position.sequence <= end {
                        guard isSigned(run) else { throw IntegrityFault.dropNotSigned(run.first) }
                        try chain.skip(run)
                        runs = runs.dropFirst()
                        last = chain.head
                    }
                }
                try skipRuns()
                let range = Selection.generation(
                    kit: kit, generation: stored.position.generation, sequences: 1...end)
                try store.forEach(range) { item in
                    try chain.accept(item.entry)
                    last = chain.head
                    try skipRuns()
                    guard segments?.contains(item.entry.header.segment) ?? true else { return }
                    let body = try item.entry.open(with: keys)
                    do { try visit(item.entry, body) } catch {
                        visitorFault = error
                        throw error
                    }
                }
                if stored.continuedAt == nil, chain.head != stored.signed.head {
                    throw IntegrityFault.headElsewhere(head: stored.position, last: chain.head?.position)
                }
            }
        } catch {
            if let visitorFault { throw visitorFault }
            switch error {
            case let fault as IntegrityFault: close(for: fault)
            case let fault as ChainFault: close(for: .chain(fault))
            case let fault as StoreFault where fault.isLossOfIntegrity: close(for: .store(fault))
            case let fault as StoreFault: throw JournalFault.store(fault)
            default: throw error
            }
        }
        return last
    }
}
