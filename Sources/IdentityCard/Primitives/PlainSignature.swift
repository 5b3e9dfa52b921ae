/// ECDSA signatures in the plain form of TR-03111: r and s, each as long as a coordinate.
enum PlainSignature {
    /// As libcrypto reads it: SEQUENCE { INTEGER r, INTEGER s }; nil for another length.
    static func der(_ signature: [UInt8], coordinate: Int) -> [UInt8]? {
        guard signature.count == 2 * coordinate else { return nil }
        return DataObject(
            0x30, of: [integer(signature.prefix(coordinate)), integer(signature.suffix(coordinate))]
        ).encoded
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> DataObject {
        let digits = Array(bytes.drop { $0 == 0 })
        return DataObject(0x02, digits.first.map { $0 >= 0x80 } ?? true ? [0] + digits : digits)
    }
}
