import GRDB

extension SQLiteJournalStore {
    /// Forgets the bodies of subjects and of single entries; headers and hashes stay and the chain still checks. Nothing of a body is left in
    /// the file or its write-ahead log when this returns.
    /// - Parameter keeping: types of entries whose bodies stay, because they are in clear and say nothing.
    /// - Throws: ``StoreFault/busy`` when somebody reads for long: then the bodies are forgotten, but still in the log. Call it again.
    package func forgetBodies(
        of subjects: [Subject], at places: [Position], keeping: Set<String> = []
    ) throws(StoreFault) {
        try write { db in
            let kept = keeping.sorted().map { "'\($0)'" }.joined(separator: ", ")
            let ofSubject = try db.cachedStatement(
                sql: """
                    UPDATE entry SET body = NULL
                    WHERE subject = ? AND subjectKind = ? AND body IS NOT NULL AND type NOT IN (\(kept))
                    """)
            for subject in subjects { try ofSubject.execute(arguments: [subject.id, subject.kind.rawValue]) }
            let atPlace = try db.cachedStatement(
                sql: "UPDATE entry SET body = NULL WHERE kit = ? AND generation = ? AND sequence = ?")
            for place in places {
                try atPlace.execute(arguments: [place.kit, place.generation, Int64(place.sequence)])
            }
        }
        try emptyLog()
    }

    /// Subjects of this kind of which bodies are stored, apart from entries of the types.
    package func subjectsWithBodies(_ kind: Subject.Kind, except types: Set<String>) throws(StoreFault) -> Set<Subject>
    {
        let kept = types.sorted().map { "'\($0)'" }.joined(separator: ", ")
        let ids = try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT subject FROM entry
                    WHERE subjectKind = ? AND body IS NOT NULL AND type NOT IN (\(kept))
                    """, arguments: [kind.rawValue])
        }
        return Set(ids.compactMap { try? Subject(kind: kind, id: $0) })
    }
}
