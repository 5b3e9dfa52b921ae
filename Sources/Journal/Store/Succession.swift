/// The rule every store keeps before it writes: entries follow what is stored, and the head is the last of them.
enum Succession {
    /// - Parameters:
    ///   - stored: the head of the entries' generation, nil when the generation is new here.
    ///   - isKitKnown: whether anything of the kit is stored here. A store that knows nothing of a kit, because its file
    ///     was lost as a whole, takes a later generation on trust; `verify` goes on saying what is missing.
    ///   - locate: where an entry of the same kit with this hash stands.
    /// - Returns: the entry that a new later generation continues.
    static func check(
        _ entries: [Entry], head: SignedHead, stored: StoredHead?, isKitKnown: @autoclosure () throws -> Bool,
        locate: (EntryHash) throws -> Position?
    ) throws(StoreFault) -> Position? {
        guard let first = entries.first else { return nil }
        var continued: Position?
        var chain: Chain
        if let stored {
            chain = Chain(after: stored.signed.head)
        } else {
            chain = Chain(kit: first.position.kit, generation: first.position.generation)
            if first.position.generation > 1, first.position.sequence == 1 {
                continued = try StoreFault.mapping { try locate(first.header.previous) }
                if let continued {
                    guard continued.generation < first.position.generation else {
                        throw .chain(.unknownContinuation(at: first.position))
                    }
                } else if try StoreFault.mapping(isKitKnown) {
                    throw .chain(.unknownContinuation(at: first.position))
                }
            }
        }
        for entry in entries {
            do throws(ChainFault) { try chain.accept(entry) } catch { throw .chain(error) }
        }
        guard chain.head == head.head else { throw .chain(.changed(at: head.position)) }
        return continued
    }
}

extension DroppedRun {
    func contains(_ position: Position) -> Bool { first <= position && position <= last.position }

    /// The runs of positions without a gap in a list of entries of one generation, in order.
    /// - Parameter cuts: places behind which a run has to end, because a later generation goes on from there.
    static func runs(of entries: [Head], cutBehind cuts: Set<Position>) -> [(first: Position, last: Head)] {
        var runs: [(first: Position, last: Head)] = []
        for head in entries {
            if let last = runs.last?.last.position, last.next == head.position, !cuts.contains(last) {
                runs[runs.count - 1].last = head
            } else {
                runs.append((head.position, head))
            }
        }
        return runs
    }
}

extension Entry {
    /// The same entry without its body.
    var forgotten: Entry {
        // The header was read before, so it is read again without a fault.
        try! Entry(headerBytes: headerBytes, forgottenBody: bodyHash)
    }
}
