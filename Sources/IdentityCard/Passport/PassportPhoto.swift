/// The holder's photo as the chip of a passport carries it (data group 2; ICAO 9303-10, 4.7.2 and ISO 19794-5).
package struct PassportPhoto: Hashable, Sendable {
    package enum Format: String, Hashable, Sendable {
        case jpeg = "image/jpeg"
        case jpeg2000 = "image/jp2"
    }

    package let format: Format
    /// The picture's file.
    package let bytes: [UInt8]

    /// The first picture in data group 2; nil where there is none in a form this house knows.
    init?(group: [UInt8]) {
        guard let templates = try? DataObjectReader.one(0x75, in: group).parts().first(0x7F61)?.parts(),
            let template = try? templates.first(0x7F60)?.parts(),
            let record = (template.first(0x5F2E) ?? template.first(0x7F2E))?.value
        else { return nil }
        func number(_ at: Int) -> Int { Int(record[at]) << 8 | Int(record[at + 1]) }
        // Header of the record 14 bytes, of the face 20; eight a feature point; header of the picture 12.
        guard record.count > 46, Array(record[0..<4]) == [0x46, 0x41, 0x43, 0x00] else { return nil }
        let picture = 34 + number(18) * 8 + 12
        guard picture < record.count else { return nil }
        let bytes = Array(record[picture...])
        // The picture's own first bytes decide; the header is not always right.
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            format = .jpeg
        } else if bytes.starts(with: [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50])
            || bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51])
        {
            format = .jpeg2000
        } else {
            return nil
        }
        self.bytes = bytes
    }
}
