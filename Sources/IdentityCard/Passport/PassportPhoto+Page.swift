/// Why a photo cannot be shown.
package enum PhotoProblem: Error, Equatable {
    case libraryMissing
    case unreadable
    /// Longer than can be read here.
    case tooLong
    /// Only what a trusted state signed is handed to a decoder.
    case unproved

    /// German, for the page.
    package var germanText: String {
        switch self {
        case .libraryMissing:
            "Das Lichtbild liegt als JPEG 2000 vor. Dafür fehlt auf diesem Rechner libopenjp2; die Technik kann es nachrüsten."
        case .tooLong:
            "Das Lichtbild auf dem Chip ist zu groß, um es hier zu lesen; es wurde nicht geprüft. Vergleichen Sie das gedruckte."
        case .unproved:
            "Das Lichtbild vom Chip wird nur gezeigt, wenn das Dokument echt ist. Vergleichen Sie das gedruckte."
        case .unreadable: "Das Lichtbild auf dem Chip ist nicht lesbar. Vergleichen Sie das gedruckte."
        }
    }
}

extension PassportPhoto {
    /// A file every browser shows: JPEG as it is, JPEG 2000 as a bitmap.
    ///
    /// ``PassportReading`` has photos of genuine documents only: the decoder is a C library.
    package func fileForPage() throws(PhotoProblem) -> (mediaType: String, bytes: [UInt8]) {
        switch format {
        case .jpeg: return (format.rawValue, bytes)
        case .jpeg2000: return ("image/bmp", Self.bitmap(try JPEG2000().decode(bytes)))
        }
    }

    /// Windows bitmap: 24 bits a pixel, rows from the bottom, each filled up to four bytes.
    private static func bitmap(_ picture: JPEG2000.Picture) -> [UInt8] {
        func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> ($0 * 8) & 0xFF) } }
        let row = (picture.width * 3 + 3) / 4 * 4
        let size = row * picture.height
        var bytes = [0x42, 0x4D] + little(54 + size, 4) + little(0, 4) + little(54, 4)
        bytes += little(40, 4) + little(picture.width, 4) + little(picture.height, 4) + little(1, 2) + little(24, 2)
        bytes += little(0, 4) + little(size, 4) + little(2835, 4) + little(2835, 4) + little(0, 8)
        bytes.reserveCapacity(54 + size)
        for y in stride(from: picture.height - 1, through: 0, by: -1) {
            for x in 0..<picture.width {
                let place = (y * picture.width + x) * 3
                bytes += [picture.pixels[place + 2], picture.pixels[place + 1], picture.pixels[place]]
            }
            bytes += [UInt8](repeating: 0, count: row - picture.width * 3)
        }
        return bytes
    }
}
