/// A QR code (ISO/IEC 18004, model 2) of a short text: versions 1 to 10, error correction level M, one segment, alphanumeric where the text
/// allows it and UTF-8 bytes else.
package struct QRCode: Sendable {
    /// Modules a side, without the quiet zone.
    package private(set) var size: Int
    private var isDark: [Bool]
    /// Modules that carry no data.
    private var isFixed: [Bool]

    /// Nil for more than 213 bytes or 311 alphanumeric characters.
    package init?(_ text: String) {
        guard let version = QRVersion.all.first(where: { Self.stream(text, $0) != nil }),
            let stream = Self.stream(text, version)
        else { return nil }
        size = version.size
        isDark = Array(repeating: false, count: size * size)
        isFixed = isDark
        drawPatterns(version)
        drawData(QRVersion.interleaved(stream, version))
        let masks = (0..<8).map { masked(by: $0) }
        let best = masks.indices.min { masks[$0].penalty < masks[$1].penalty } ?? 0
        self = masks[best]
    }

    package subscript(row: Int, column: Int) -> Bool { isDark[row * size + column] }

    // MARK: The text as bits

    private static let alphanumeric = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

    private static func stream(_ text: String, _ version: QRVersion) -> [UInt8]? {
        var bits: [Bool] = []
        func put(_ value: Int, _ count: Int) {
            for bit in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> bit & 1 == 1) }
        }
        let values = text.map { alphanumeric.firstIndex(of: $0) }
        if values.allSatisfy({ $0 != nil }) {
            let values = values.compactMap(\.self)
            put(0b0010, 4)
            put(values.count, version.number < 10 ? 9 : 11)
            for start in stride(from: 0, to: values.count - 1, by: 2) {
                put(values[start] * 45 + values[start + 1], 11)
            }
            if values.count % 2 == 1 { put(values[values.count - 1], 6) }
        } else {
            let bytes = Array(text.utf8)
            put(0b0100, 4)
            put(bytes.count, version.number < 10 ? 8 : 16)
            for byte in bytes { put(Int(byte), 8) }
        }
        let room = version.dataBytes * 8
        guard bits.count <= room else { return nil }
        put(0, min(4, room - bits.count))
        put(0, (8 - bits.count % 8) % 8)
        var bytes = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        let used = bytes.count
        for place in used..<max(used, version.dataBytes) { bytes.append((place - used) % 2 == 0 ? 0xEC : 0x11) }
        return bytes
    }

    // MARK: Drawing

    private mutating func fix(_ row: Int, _ column: Int, _ dark: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        isDark[row * size + column] = dark
        isFixed[row * size + column] = true
    }

    private mutating func drawPatterns(_ version: QRVersion) {
        for place in 0..<size {
            fix(6, place, place % 2 == 0)
            fix(place, 6, place % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
            for y in -4...4 {
                for x in -4...4 { fix(row + y, column + x, ![2, 4].contains(max(abs(x), abs(y)))) }
            }
        }
        let centres = version.alignment
        for row in centres {
            for column in centres where !isFinder(row, column) {
                for y in -2...2 { for x in -2...2 { fix(row + y, column + x, max(abs(x), abs(y)) != 1) } }
            }
        }
        drawFormat(mask: 0)
        guard version.number >= 7 else { return }
        var rest = version.number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version.number << 12 | rest
        for bit in 0..<18 {
            let (long, short) = (size - 11 + bit % 3, bit / 3)
            fix(long, short, bits >> bit & 1 == 1)
            fix(short, long, bits >> bit & 1 == 1)
        }
    }

    /// The corners where the large patterns stand.
    private func isFinder(_ row: Int, _ column: Int) -> Bool {
        row < 9 && (column < 9 || column > size - 10) || row > size - 10 && column < 9
    }

    /// Level M has the bits 00.
    private mutating func drawFormat(mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { fix(index, 8, bit(index)) }
        fix(7, 8, bit(6))
        fix(8, 8, bit(7))
        fix(8, 7, bit(8))
        for index in 9..<15 { fix(8, 14 - index, bit(index)) }
        for index in 0..<8 { fix(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { fix(size - 15 + index, 8, bit(index)) }
        fix(size - 8, 8, true)
    }

    /// In columns of two, upwards and downwards in turn, from the right.
    private mutating func drawData(_ bytes: [UInt8]) {
        var next = 0
        var isUpwards = true
        for right in stride(from: size - 1, through: 1, by: -2) {
            let right = right <= 6 ? right - 1 : right
            for step in 0..<size {
                let row = isUpwards ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row * size + column] {
                    if next < bytes.count * 8 {
                        isDark[row * size + column] = bytes[next / 8] >> (7 - next % 8) & 1 == 1
                    }
                    next += 1
                }
            }
            isUpwards.toggle()
        }
    }

    private func masked(by mask: Int) -> QRCode {
        var code = self
        for row in 0..<size {
            for column in 0..<size where !isFixed[row * size + column] {
                let isInverted =
                    switch mask {
                    case 0: (row + column) % 2 == 0
                    case 1: row % 2 == 0
                    case 2: column % 3 == 0
                    case 3: (row + column) % 3 == 0
                    case 4: (row / 2 + column / 3) % 2 == 0
                    case 5: row * column % 2 + row * column % 3 == 0
                    case 6: (row * column % 2 + row * column % 3) % 2 == 0
                    default: ((row + column) % 2 + row * column % 3) % 2 == 0
                    }
                if isInverted { code.isDark[row * size + column].toggle() }
            }
        }
        code.drawFormat(mask: mask)
        return code
    }

    /// How hard it is to read (7.8.3): long runs, blocks, what looks like a finder, too much of one colour.
    private var penalty: Int {
        var sum = 0
        for line in 0..<size {
            for isRow in [true, false] {
                let modules = (0..<size).map { isRow ? self[line, $0] : self[$0, line] }
                sum += Self.penalty(ofLine: modules)
            }
        }
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let dark = self[row, column]
                if self[row, column + 1] == dark, self[row + 1, column] == dark, self[row + 1, column + 1] == dark {
                    sum += 3
                }
            }
        }
        let percent = isDark.count(where: \.self) * 100 / isDark.count
        return sum + abs(percent - 50) / 5 * 10
    }

    private static let finderLike = [
        [true, false, true, true, true, false, true, false, false, false, false],
        [false, false, false, false, true, false, true, true, true, false, true],
    ]

    private static func penalty(ofLine modules: [Bool]) -> Int {
        var sum = 0
        var run = 0
        for (index, module) in modules.enumerated() {
            run = index > 0 && modules[index - 1] == module ? run + 1 : 1
            if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
        }
        for start in 0...max(0, modules.count - 11) where modules.count >= 11 {
            if finderLike.contains(Array(modules[start..<start + 11])) { sum += 40 }
        }
        return sum
    }
}
