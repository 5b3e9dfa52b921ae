/// One thing a kit's program does to its journal, keys and attachments. Before its page says so, it is on the disk.
enum Step: Sendable {
    /// Entries in one append; a case's first ones make its key.
    case write([String], case: String, segment: UInt32)
    /// An entry under a key of its own, e.g. a photograph.
    case capture(String, case: String, segment: UInt32)
    /// A file of so many bytes, and the entry that names it.
    case attach(String, bytes: Int, case: String, segment: UInt32)
    case erase(case: String)
    /// The case's bodies go, too.
    case forget(case: String)
    /// With the keys of cases that have no entry elsewhere.
    case drop(segment: UInt32, cases: [String])
    case note(String, for: String)
    case emptyLog
    case reopen

    /// A day of work that comes by every way to the disk: new keys, small and large transactions, checkpoints in between, a file of
    /// several frames, erasing, forgetting, dropping, closing and opening.
    static let day: [Step] = [
        .write(["A opened", "A name"], case: "A", segment: 1),
        .attach("scan", bytes: 70_000, case: "A", segment: 1),
        .write(["B opened", "B house"], case: "B", segment: 1),
        .note("17", for: "sync"),
        .emptyLog,
        .capture("A photograph", case: "A", segment: 1),
        .write((1...4).map { "A long \($0) " + String(repeating: "x", count: 3_000) }, case: "A", segment: 1),
        .erase(case: "B"),
        .write(["C opened"], case: "C", segment: 2),
        .reopen,
        .drop(segment: 1, cases: ["A", "B"]),
        .erase(case: "C"),
        .forget(case: "C"),
        .write(["D opened", "D done"], case: "D", segment: 2),
    ]

    /// What is done after the fault.
    static let evening: [Step] = [
        .write(["E opened"], case: "E", segment: 3), .attach("late", bytes: 900, case: "E", segment: 3),
    ]
}
