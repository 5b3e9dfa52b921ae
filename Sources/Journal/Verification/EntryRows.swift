import Foundation
import GRDB
import GRDBSQLite

/// Some rows of the table `entry` as SQLite gives them: numbers, and bytes in one piece of memory. Nothing is believed or made of them yet, so
/// that a million of them are read in seconds.
struct EntryRows: Sendable {
    struct Row: Sendable {
        let sequence: Int64
        let segment: Int64
        let subjectKind: Int64
        let time: Int64
        let subject: Range<Int>
        let type: Range<Int>
        let header: Range<Int>
        /// Nil when the body was forgotten.
        let body: Range<Int>?
        let bodyHash: Range<Int>
        let hash: Range<Int>
        /// The column that holds something of another type than was ever written; the row says nothing then.
        let unreadable: String?
    }

    private(set) var rows: [Row] = []
    private var bytes: [UInt8] = []

    /// Rows and bytes in one piece at most: enough for both threads to work, little enough to stay in the processor's cache.
    private static let limit = (rows: 1_024, bytes: 1 << 20)

    private init() {
        rows.reserveCapacity(Self.limit.rows)
        bytes.reserveCapacity(Self.limit.bytes)
    }

    private var isFull: Bool { rows.count >= Self.limit.rows || bytes.count >= Self.limit.bytes }

    /// The bytes of all rows, for the ranges of a row to be taken of.
    func withBytes<Value>(_ work: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBytes(work)
    }

    /// Reads one generation in order of its sequences and gives it piece by piece.
    static func read(
        _ db: Database, kit: UInt16, generation: UInt16, _ give: (EntryRows) -> Void
    ) throws {
        // By index and bare pointers: a row object for each entry would take longer than checking it.
        let statement = try db.makeStatement(
            sql: """
                SELECT sequence, segment, subjectKind, time, subject, type, header, body, bodyHash, hash
                FROM entry WHERE kit = \(kit) AND generation = \(generation) ORDER BY sequence
                """)
        let raw = statement.sqliteStatement
        defer { sqlite3_reset(raw) }
        var piece = EntryRows()
        while true {
            switch sqlite3_step(raw) {
            case SQLITE_ROW:
                piece.append(raw)
                if piece.isFull {
                    give(piece)
                    piece = EntryRows()
                }
            case SQLITE_DONE:
                if !piece.rows.isEmpty { give(piece) }
                return
            case let code:
                if !piece.rows.isEmpty { give(piece) }
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
        }
    }

    private mutating func append(_ raw: OpaquePointer) {
        var unreadable: String?
        func number(_ column: Int32) -> Int64 {
            if sqlite3_column_type(raw, column) != SQLITE_INTEGER { unreadable = Self.name(raw, column) }
            return sqlite3_column_int64(raw, column)
        }
        func range(_ column: Int32, _ kind: Int32, _ bytes: inout [UInt8]) -> Range<Int> {
            if sqlite3_column_type(raw, column) != kind { unreadable = Self.name(raw, column) }
            let start = bytes.count
            if let pointer = sqlite3_column_blob(raw, column) {
                let count = Int(sqlite3_column_bytes(raw, column))
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: pointer, count: count))
            }
            return start..<bytes.count
        }
        let (sequence, segment, kind, time) = (number(0), number(1), number(2), number(3))
        let subject = range(4, SQLITE_TEXT, &bytes)
        let type = range(5, SQLITE_TEXT, &bytes)
        let header = range(6, SQLITE_BLOB, &bytes)
        let body = sqlite3_column_type(raw, 7) == SQLITE_NULL ? nil : range(7, SQLITE_BLOB, &bytes)
        let bodyHash = range(8, SQLITE_BLOB, &bytes)
        let hash = range(9, SQLITE_BLOB, &bytes)
        rows.append(
            Row(
                sequence: sequence, segment: segment, subjectKind: kind, time: time, subject: subject, type: type,
                header: header, body: body, bodyHash: bodyHash, hash: hash, unreadable: unreadable))
    }

    private static func name(_ raw: OpaquePointer, _ column: Int32) -> String {
        sqlite3_column_name(raw, column).map { String(cString: $0) } ?? "\(column)"
    }
}

/// An entry of which everything but its body was read, and of the body its hash.
struct CheckedEntry {
    let header: EntryHeader
    let hash: EntryHash
    /// Bytes of header and body.
    let byteCount: Int
    let attachment: AttachmentRef?
    /// False when it was forgotten.
    let hasBody: Bool
    /// Whether the columns say what the header says.
    let columnsFit: Bool

    var position: Position { header.position }
    var head: Head { Head(position: header.position, hash: hash) }

    /// The same checks as reading an entry from the store.
    init(
        _ row: EntryRows.Row, in bytes: UnsafeRawBufferPointer, kit: UInt16, generation: UInt16
    ) throws(StoreFault) {
        if let column = row.unreadable {
            throw .damagedFile(reason: "Die Spalte \(column) ist nicht lesbar.")
        }
        let place = Position(kit: kit, generation: generation, sequence: UInt64(bitPattern: row.sequence))
        func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }
        let headerBytes = slice(row.header)
        do throws(EntryFault) {
            var reader = ByteReader(headerBytes)
            header = try EntryHeader(from: &reader)
            try reader.finish()
            if let body = row.body {
                guard body.count >= Int(header.bodyLength) else { throw .cutOff(field: "body") }
                guard body.count == Int(header.bodyLength) else {
                    throw .trailingBytes(body.count - Int(header.bodyLength))
                }
            } else if row.bodyHash.count != EntryHash.byteCount {
                throw .forbidden(field: "bodyHash", allowed: "32 Bytes")
            }
        } catch {
            throw .damaged(at: place, reason: "\(error)")
        }
        guard header.position == place else {
            throw .damaged(at: place, reason: "der Kopf nennt eine andere Stelle")
        }
        let stored = EntryHash(slice(row.bodyHash))
        let bodyHash = row.body.map { EntryHash(of: slice($0)) } ?? stored
        guard let bodyHash, bodyHash == stored else {
            throw .damaged(at: place, reason: "der Inhalt wurde verändert")
        }
        hash = EntryHash(header: headerBytes, bodyHash: bodyHash)
        guard EntryHash(slice(row.hash)) == hash else {
            throw .damaged(at: place, reason: "der Inhalt wurde verändert")
        }
        byteCount = headerBytes.count + (row.body?.count ?? 0)
        hasBody = row.body != nil
        columnsFit =
            row.segment == Int64(header.segment) && row.subjectKind == Int64(header.subject.kind.rawValue)
            && row.time == header.time.milliseconds && header.subject.id.utf8.elementsEqual(slice(row.subject))
            && header.type.name.utf8.elementsEqual(slice(row.type))
        var ref: AttachmentRef?
        if header.keyID.isClear, header.type == AttachmentRef.eventType, let body = row.body {
            ref = try? AttachmentRef(bytes: Data(slice(body)))
        }
        attachment = ref
    }
}
