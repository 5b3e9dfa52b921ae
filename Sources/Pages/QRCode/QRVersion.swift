/// Sizes and error correction of QR codes at level M (ISO/IEC 18004, tables 1, 9 and annex E).
struct QRVersion {
    let number: Int
    /// Error correction bytes of a block.
    let correction: Int
    let blocks: Int
    /// All bytes, of data and error correction.
    let bytes: Int
    /// Centres of the alignment patterns, in both directions.
    let alignment: [Int]

    var size: Int { 17 + 4 * number }
    var dataBytes: Int { bytes - blocks * correction }

    static let all = [
        QRVersion(number: 1, correction: 10, blocks: 1, bytes: 26, alignment: []),
        QRVersion(number: 2, correction: 16, blocks: 1, bytes: 44, alignment: [6, 18]),
        QRVersion(number: 3, correction: 26, blocks: 1, bytes: 70, alignment: [6, 22]),
        QRVersion(number: 4, correction: 18, blocks: 2, bytes: 100, alignment: [6, 26]),
        QRVersion(number: 5, correction: 24, blocks: 2, bytes: 134, alignment: [6, 30]),
        QRVersion(number: 6, correction: 16, blocks: 4, bytes: 172, alignment: [6, 34]),
        QRVersion(number: 7, correction: 18, blocks: 4, bytes: 196, alignment: [6, 22, 38]),
        QRVersion(number: 8, correction: 22, blocks: 4, bytes: 242, alignment: [6, 24, 42]),
        QRVersion(number: 9, correction: 22, blocks: 5, bytes: 292, alignment: [6, 26, 46]),
        QRVersion(number: 10, correction: 26, blocks: 5, bytes: 346, alignment: [6, 28, 50]),
    ]

    /// Data split into blocks, each with its error correction, and mixed.
    static func interleaved(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
        let short = data.count / version.blocks
        let longBlocks = data.count % version.blocks
        var blocks: [[UInt8]] = []
        var start = 0
        for index in 0..<version.blocks {
            let length = short + (index < version.blocks - longBlocks ? 0 : 1)
            blocks.append(Array(data[start..<start + length]))
            start += length
        }
        let corrections = blocks.map { ReedSolomon.correction(of: $0, count: version.correction) }
        var mixed: [UInt8] = []
        for place in 0...short { for block in blocks where place < block.count { mixed.append(block[place]) } }
        for place in 0..<version.correction { for correction in corrections { mixed.append(correction[place]) } }
        return mixed
    }
}

/// Over GF(2⁸) with x⁸ + x⁴ + x³ + x² + 1.
enum ReedSolomon {
    static func correction(of data: [UInt8], count: Int) -> [UInt8] {
        // The product of (x - 2⁰) … (x - 2ⁿ⁻¹), without its leading 1.
        var divisor = [UInt8](repeating: 0, count: count - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in 0..<count {
                divisor[index] = product(divisor[index], root) ^ (index + 1 < count ? divisor[index + 1] : 0)
            }
            root = product(root, 2)
        }
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in 0..<count { rest[index] ^= product(divisor[index], factor) }
        }
        return rest
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var sum = 0
        for bit in stride(from: 7, through: 0, by: -1) {
            sum = sum << 1 ^ (sum >> 7) * 0x11D
            sum ^= Int(right >> bit & 1) * Int(left)
        }
        return UInt8(sum)
    }
}
