import Crypto
import Foundation

/// The text of `keys.json`: one JSON object a line. First `{"format":1,"kit":…,"checkpoint":…}`, then a line a key, last
/// `{"rows":n,"sha256":"…"}` over all bytes before that line.
struct KeyFile {
    static let name = "keys.json"

    struct First: Codable {
        let format: Int
        let kit: UInt16
        /// The journal's head when the file was written: a journal that ends before it was cut off.
        let checkpoint: Head?
    }

    private struct Last: Codable {
        let rows: Int
        let sha256: EntryHash
    }

    let first: First
    let rows: [KeyRow]

    static func encode(first: First, lines: some Sequence<Data>, count: Int) -> Data {
        var text = line(first)
        for line in lines { text.append(line) }
        text.append(line(Last(rows: count, sha256: EntryHash(of: text))))
        return text
    }

    /// A value as one line, its end included. Encoding our own plain values has no way to fail.
    static func line(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try! encoder.encode(value) + Data("\n".utf8)
    }

    init(text: Data) throws(KeyFault) {
        guard text.last == UInt8(ascii: "\n") else {
            throw .damaged(line: 1, reason: "Die Datei ist leer oder abgeschnitten.")
        }
        let lines = text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 2, let lastLine = lines.last else {
            throw .damaged(line: lines.count, reason: "Die Datei ist abgeschnitten.")
        }
        first = try KeyFile.decode(lines[0], line: 1)
        guard first.format == 1 else { throw .damaged(line: 1, reason: "Format \(first.format) ist nicht bekannt.") }
        let last: Last = try KeyFile.decode(lastLine, line: lines.count)
        guard EntryHash(of: Data(text.prefix(upTo: lastLine.startIndex))) == last.sha256 else {
            throw .damaged(line: lines.count, reason: "Die Datei wurde verändert (Prüfsumme).")
        }
        var rows: [KeyRow] = []
        for (index, line) in lines.dropFirst().dropLast().enumerated() {
            rows.append(try KeyFile.decode(line, line: index + 2))
        }
        guard rows.count == last.rows, Set(rows.map(\.id)).count == rows.count else {
            throw .damaged(line: lines.count, reason: "Zeilen fehlen oder sind doppelt.")
        }
        self.rows = rows
    }

    private static func decode<Value: Decodable>(_ bytes: Data, line: Int) throws(KeyFault) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: bytes)
        } catch {
            throw .damaged(line: line, reason: "Die Zeile ist nicht lesbar.")
        }
    }
}
