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
    /// Each row's own line, its end included, as it was read.
    let lines: [Data]

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
        let parts = text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard parts.count >= 2, let lastLine = parts.last else {
            throw .damaged(line: parts.count, reason: "Die Datei ist abgeschnitten.")
        }
        let decoder = JSONDecoder()
        first = try KeyFile.decode(parts[0], line: 1, decoder)
        guard first.format == 1 else { throw .damaged(line: 1, reason: "Format \(first.format) ist nicht bekannt.") }
        let last: Last = try KeyFile.decode(lastLine, line: parts.count, decoder)
        guard EntryHash(of: Data(text.prefix(upTo: lastLine.startIndex))) == last.sha256 else {
            throw .damaged(line: parts.count, reason: "Die Datei wurde verändert (Prüfsumme).")
        }
        var rows: [KeyRow] = []
        for (index, part) in parts.dropFirst().dropLast().enumerated() {
            rows.append(try KeyFile.decode(part, line: index + 2, decoder))
        }
        guard rows.count == last.rows, Set(rows.map(\.id)).count == rows.count else {
            throw .damaged(line: parts.count, reason: "Zeilen fehlen oder sind doppelt.")
        }
        self.rows = rows
        lines = parts.dropFirst().dropLast().map { $0 + Data("\n".utf8) }
    }

    private static func decode<Value: Decodable>(
        _ bytes: Data, line: Int, _ decoder: JSONDecoder
    ) throws(KeyFault) -> Value {
        do {
            return try decoder.decode(Value.self, from: bytes)
        } catch {
            throw .damaged(line: line, reason: "Die Zeile ist nicht lesbar.")
        }
    }
}
