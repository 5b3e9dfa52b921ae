package import Journal

/// What the mirror lacks. Pure: what is here and what is there are given in.
package struct MirrorPlan: Hashable, Sendable {
    /// Entries of one generation behind a sequence.
    package struct Span: Hashable, Sendable {
        package let generation: UInt16
        package let after: UInt64
        package let through: UInt64
    }

    package enum Entries: Hashable, Sendable {
        case append([Span])
        /// The journal as a whole, because parts of what is missing were dropped here since, or because what is there does not
        /// fit. In the latter case it is kept beside the new one: nobody else may have it.
        case whole(keepingOld: Bool)
    }

    package var entries: Entries
    /// Runs that were dropped here and not yet there.
    package let runs: [DroppedRun]
    /// Small files to be replaced.
    package let files: [String]
    package let attachments: [String]

    package var isEmpty: Bool {
        entries == .append([]) && runs.isEmpty && files.isEmpty && attachments.isEmpty
    }
}

/// One side of a mirror as it is found.
package struct MirrorSide {
    /// In order of generations.
    package var heads: [StoredHead] = []
    package var runs: [DroppedRun] = []
    /// Hash of each small file's content, by name.
    package var files: [String: EntryHash] = [:]
    /// The names of finished attachments.
    package var attachments: Set<String> = []
    /// The stored entry's hash; nil when it is not stored.
    package var hash: (Position) throws -> EntryHash? = { _ in nil }
}

extension MirrorPlan {
    /// - Throws: ``MirrorTrouble/otherHistory(_:)`` when the mirror has entries of the kit's present generation that the kit
    ///   lacks or has otherwise; whatever a side throws when it is asked for a hash.
    package init(here: MirrorSide, there: MirrorSide) throws {
        entries = try Self.entries(here, there)
        if case .append = entries { runs = here.runs.filter { !there.runs.contains($0) } } else { runs = [] }
        files = here.files.filter { there.files[$0.key] != $0.value }.map(\.key).sorted()
        attachments = here.attachments.subtracting(there.attachments).sorted()
    }

    private static func entries(_ here: MirrorSide, _ there: MirrorSide) throws -> Entries {
        let current = here.heads.last?.position.generation ?? 0
        if let beyond = there.heads.last(where: { $0.position.generation > current }) {
            throw MirrorTrouble.otherHistory(beyond.position)
        }
        var spans: [Span] = []
        var isGapped = false
        var hasMore = false
        for stored in here.heads {
            let position = stored.position
            let runs = here.runs.filter { $0.first.generation == position.generation }
            guard let theirs = there.heads.first(where: { $0.position.generation == position.generation }) else {
                isGapped = isGapped || !runs.isEmpty
                spans.append(Span(generation: position.generation, after: 0, through: position.sequence))
                continue
            }
            let common = min(position, theirs.position)
            let ours = try hash(at: common, stored, runs, here)
            let known = try hash(at: common, theirs, there.runs, there)
            // One that was dropped on either side is compared by nobody; the chain of what follows still is.
            if let ours, let known, ours != known {
                guard position.generation < current else { throw MirrorTrouble.otherHistory(common) }
                return .whole(keepingOld: true)
            }
            if theirs.position > position {
                guard position.generation < current else { throw MirrorTrouble.otherHistory(theirs.position) }
                hasMore = true
            } else if theirs.position < position {
                isGapped = isGapped || runs.contains { $0.last.position > theirs.position }
                spans.append(
                    Span(
                        generation: position.generation, after: theirs.position.sequence, through: position.sequence))
            }
        }
        return isGapped ? .whole(keepingOld: hasMore) : .append(spans)
    }

    private static func hash(
        at position: Position, _ head: StoredHead, _ runs: [DroppedRun], _ side: MirrorSide
    ) throws -> EntryHash? {
        if head.position == position { return head.signed.head.hash }
        return try runs.first { $0.last.position == position }?.last.hash ?? side.hash(position)
    }
}
