/// A drawn face as a grey baseline JPEG (ITU T.81) of flat squares of eight pixels: a picture of nobody, made without a library.
package enum Portrait {
    /// 240 × 320 pixels. `seed` changes the shades, so that two people do not look alike.
    package static func drawn(seed: Int = 0) -> [UInt8] {
        let (columns, rows) = (30, 40)
        var shades: [Int] = []
        for row in 0..<rows {
            for column in 0..<columns {
                // Head, shoulders, hair, eyes, mouth, in squares.
                let (x, y) = (column - columns / 2, row - 17)
                let inHead = x * x * 16 + y * y * 9 < 1000
                let inBody = row > 28 && abs(x) < 5 + (row - 28) * 2
                var shade = 215
                if inBody { shade = 70 + seed % 40 }
                if inHead { shade = 165 + seed % 20 }
                if inHead && y < -5 { shade = 60 + seed % 50 }
                if inHead && y == -1 && (abs(x) == 3 || abs(x) == 4) { shade = 30 }
                if inHead && y == 6 && abs(x) < 3 { shade = 110 }
                shades.append(shade)
            }
        }
        return jpeg(shades, columns: columns, rows: rows)
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        let length = body.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + body
    }

    /// Squares of one shade each (0…255), written as DC coefficients only.
    private static func jpeg(_ shades: [Int], columns: Int, rows: Int) -> [UInt8] {
        let (width, height) = (columns * 8, rows * 8)
        // Quantiser 8 everywhere: the DC coefficient is eight times the shade, so that its step is one shade.
        var bytes: [UInt8] = [0xFF, 0xD8]
        bytes += segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        bytes += segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
        bytes += segment(
            0xC0, [8, UInt8(height >> 8), UInt8(height & 0xFF), UInt8(width >> 8), UInt8(width & 0xFF), 1, 1, 0x11, 0])
        // Sizes 0…11 of DC differences as codes of four bits; one code (0 of one bit) for "end of block".
        bytes += segment(0xC4, [0x00, 0, 0, 0, 12] + [UInt8](repeating: 0, count: 12) + (0...11))
        bytes += segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0x00])
        bytes += segment(0xDA, [1, 1, 0x00, 0, 63, 0])
        var bits: [UInt8] = []
        var last = 0
        for shade in shades {
            let level = shade - 128
            let difference = level - last
            last = level
            let size = Int.bitWidth - abs(difference).leadingZeroBitCount
            let value = difference < 0 ? difference + (1 << size) - 1 : difference
            for bit in stride(from: 3, through: 0, by: -1) { bits.append(UInt8(size >> bit & 1)) }
            for bit in stride(from: size - 1, through: 0, by: -1) { bits.append(UInt8(value >> bit & 1)) }
            bits.append(0)
        }
        while bits.count % 8 != 0 { bits.append(1) }
        for at in stride(from: 0, to: bits.count, by: 8) {
            let byte = bits[at..<at + 8].reduce(UInt8(0)) { $0 << 1 | $1 }
            bytes += byte == 0xFF ? [0xFF, 0x00] : [byte]
        }
        return bytes + [0xFF, 0xD9]
    }
}
