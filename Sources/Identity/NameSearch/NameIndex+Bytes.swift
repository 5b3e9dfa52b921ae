/// Why bytes are no name index.
package enum NameIndexFault: Error, Hashable, Sendable {
    /// Not written by `NameIndex.bytes`, or by a later release of it.
    case unknownFormat
    /// Cut off or changed: build it again from the extract.
    case damaged
}

extension NameIndex {
    /// "AKNI" and the version of the format.
    private static let opening: [UInt8] = [0x41, 0x4B, 0x4E, 0x49, 1]

    /// The index as one run of bytes; the same rows give the same bytes.
    ///
    /// After the opening four counts (people, words, letters, links), then the columns, all numbers four bytes, the lowest
    /// first; at the end eight bytes over everything before (FNV-1a).
    package var bytes: [UInt8] {
        var bytes = Self.opening
        func append(_ numbers: some Sequence<UInt32>) {
            for number in numbers { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
        }
        append([UInt32(count), UInt32(words.count), UInt32(words.letters.count), UInt32(links.count)])
        append(births)
        append(records)
        append(linkStarts)
        append(links)
        append(words.starts)
        bytes += words.letters
        withUnsafeBytes(of: Self.sum(of: bytes).littleEndian) { bytes += $0 }
        return bytes
    }

    /// Reads what `bytes` wrote, and checks all of it: a search in what was read never leaves its columns.
    package init(bytes: [UInt8]) throws(NameIndexFault) {
        guard bytes.starts(with: Self.opening) else { throw .unknownFormat }
        guard bytes.count >= Self.opening.count + 24 else { throw .damaged }
        let body = bytes.dropLast(8)
        let stated = bytes.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard Self.sum(of: body) == stated else { throw .damaged }
        var reader = ColumnReader(bytes: body.dropFirst(Self.opening.count))
        let counts = try reader.numbers(4).map(Int.init)
        let (people, words, letters, links) = (counts[0], counts[1], counts[2], counts[3])
        let births = try reader.numbers(people)
        let records = try reader.numbers(people)
        let linkStarts = try reader.numbers(people + 1)
        let linked = try reader.numbers(links)
        let starts = try reader.numbers(words + 1)
        let text = try reader.letters(letters)
        let lengths = zip(starts, starts.dropFirst()).map { Int($1) - Int($0) }
        guard reader.isAtEnd, Self.ascends(linkStarts, to: links), Self.ascends(starts, to: letters),
            lengths.allSatisfy({ (1...NameForm.longest).contains($0) }), linked.allSatisfy({ $0 >> 2 < words }),
            zip(births, births.dropFirst()).allSatisfy(<=)
        else { throw .damaged }
        self.init(
            words: NameWords(letters: text, starts: starts), births: births, records: records, linkStarts: linkStarts,
            links: linked)
    }

    private static func ascends(_ numbers: [UInt32], to end: Int) -> Bool {
        numbers.first == 0 && numbers.last.map(Int.init) == end && zip(numbers, numbers.dropFirst()).allSatisfy(<=)
    }

    /// FNV-1a over 64 bits: no single changed byte goes unseen. Against a forger the seal around the bytes stands.
    static func sum(of bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// Takes columns off the front of bytes.
private struct ColumnReader {
    private var bytes: ArraySlice<UInt8>

    init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { bytes.isEmpty }

    mutating func numbers(_ count: Int) throws(NameIndexFault) -> [UInt32] {
        guard bytes.count / 4 >= count else { throw .damaged }
        let column = bytes.prefix(4 * count)
        bytes = bytes.dropFirst(4 * count)
        return column.withUnsafeBytes { raw in
            (0..<count).map { UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
        }
    }

    mutating func letters(_ count: Int) throws(NameIndexFault) -> [UInt8] {
        guard bytes.count >= count else { throw .damaged }
        let column = bytes.prefix(count)
        guard column.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { throw .damaged }
        bytes = bytes.dropFirst(count)
        return Array(column)
    }
}
