/// Data group 2: a face by ISO 19794-5 in the frame of ICAO 9303-10 (4.7.2).
enum FaceImage {
    /// `picture`: JPEG (FF D8 …) or JPEG 2000. `width`, `height`: pixels, as the frame says them.
    static func dataGroup(_ picture: [UInt8], width: UInt16 = 240, height: UInt16 = 320) -> [UInt8] {
        let isJPEG = picture.starts(with: [0xFF, 0xD8])
        func two(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
        func four(_ value: Int) -> [UInt8] { two(UInt16(value >> 16)) + two(UInt16(value & 0xFFFF)) }
        // Facial information (20) with no feature points; image information (12): full frontal, unspecified device.
        let face = [UInt8](repeating: 0, count: 16)
        let image = [0x01, isJPEG ? 0x00 : 0x01] + two(width) + two(height) + [0x01, 0x02, 0x00, 0x00, 0x00, 0x00]
        let block = four(4 + face.count + image.count + picture.count) + face + image + picture
        let header = Array("FAC\0010\0".utf8) + four(14 + block.count) + two(1)
        let format = DataObject.encoded(
            0xA1, DataObject.encoded(0x80, [0x01, 0x01]), DataObject.encoded(0x81, [0x02]),
            DataObject.encoded(0x87, [0x01, 0x01]), DataObject.encoded(0x88, [0x00, 0x08]))
        let template = DataObject.encoded(0x7F60, format, DataObject.encoded(0x5F2E, header + block))
        return DataObject.encoded(0x75, DataObject.encoded(0x7F61, DataObject.encoded(0x02, [0x01]), template))
    }
}
