import CLibCrypto

/// The elliptic curves of TR-03110 and ICAO 9303, all of cofactor 1. Points are bytes: 04, x, y.
package enum Curve: Int, CaseIterable, Sendable {
    /// The raw values are the numbers of the standardised domain parameters (TR-03110-3, A.2.1.1).
    case p256 = 12
    case brainpoolP256r1 = 13
    case p384 = 15
    case brainpoolP384r1 = 16
    case brainpoolP512r1 = 17
    case p521 = 18

    package init?(name: String) {
        guard let curve = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = curve
    }

    /// The name libcrypto knows it by.
    package var name: String {
        switch self {
        case .p256: "prime256v1"
        case .brainpoolP256r1: "brainpoolP256r1"
        case .p384: "secp384r1"
        case .brainpoolP384r1: "brainpoolP384r1"
        case .brainpoolP512r1: "brainpoolP512r1"
        case .p521: "secp521r1"
        }
    }

    /// Bytes of one coordinate.
    var fieldLength: Int {
        switch self {
        case .p256, .brainpoolP256r1: 32
        case .p384, .brainpoolP384r1: 48
        case .brainpoolP512r1: 64
        case .p521: 66
        }
    }

    var pointLength: Int { 1 + 2 * fieldLength }

    /// The x coordinate: how TR-03110 compresses a point.
    func compressed(_ point: [UInt8]) -> [UInt8] { Array(point.dropFirst().prefix(fieldLength)) }

    /// A secret number in 1..<order. Eight bytes more than needed make every value equally likely.
    func secretNumber(_ randomness: CardRandomness) throws(CardProblem) -> [UInt8] {
        try withGroup { group, context throws(CardProblem) in
            let number = try Number(try randomness.bytes(fieldLength + 8))
            let limit = try Number(BN_dup(EC_GROUP_get0_order(group)))
            guard BN_sub_word(limit.raw, 1) == 1,
                BN_div(nil, number.raw, number.raw, limit.raw, context) == 1, BN_add_word(number.raw, 1) == 1
            else { throw .libraryFailed(name) }
            return try number.bytes(length: fieldLength)
        }
    }

    /// `number` times `point`, or times the curve's generator.
    ///
    /// - Throws: when the point is not on the curve or the product is the point at infinity.
    func multiply(_ number: [UInt8], _ point: [UInt8]? = nil) throws(CardProblem) -> [UInt8] {
        try withGroup { group, context throws(CardProblem) in
            let factor = try Number(number)
            BN_set_flags(factor.raw, BN_FLG_CONSTTIME)
            let product = try Point(group)
            if let point {
                let base = try Point(point, of: self, group, context)
                guard EC_POINT_mul(group, product.raw, nil, base.raw, factor.raw, context) == 1 else {
                    throw .libraryFailed(name)
                }
            } else if EC_POINT_mul(group, product.raw, factor.raw, nil, nil, context) != 1 {
                throw .libraryFailed(name)
            }
            return try product.bytes(of: self, group, context)
        }
    }

    /// The generic mapping of PACE: `nonce` times the generator, plus a point both sides agreed.
    func mappedGenerator(nonce: [UInt8], agreed point: [UInt8]) throws(CardProblem) -> [UInt8] {
        try withGroup { group, context throws(CardProblem) in
            let factor = try Number(nonce)
            let base = try Point(point, of: self, group, context)
            let one = try Number([1])
            let sum = try Point(group)
            guard EC_POINT_mul(group, sum.raw, factor.raw, base.raw, one.raw, context) == 1 else {
                throw .libraryFailed(name)
            }
            return try sum.bytes(of: self, group, context)
        }
    }

    /// The curve whose parameters these are, each of them equal; nil for any other.
    static func matching(prime: [UInt8], a: [UInt8], b: [UInt8], generator: [UInt8], order: [UInt8]) -> Curve? {
        allCases.first { curve in
            let known = try? curve.parameters()
            return known?.map { Array($0.drop { $0 == 0 }) }
                == [prime, a, b, generator, order].map { Array($0.drop { $0 == 0 }) }
        }
    }

    private func parameters() throws(CardProblem) -> [[UInt8]] {
        try withGroup { group, context throws(CardProblem) in
            let (prime, a, b) = (try Number([0]), try Number([0]), try Number([0]))
            guard EC_GROUP_get_curve(group, prime.raw, a.raw, b.raw, context) == 1 else { throw .libraryFailed(name) }
            let order = try Number(BN_dup(EC_GROUP_get0_order(group)))
            let generator = try multiply([1])
            return [
                try prime.bytes(length: fieldLength), try a.bytes(length: fieldLength),
                try b.bytes(length: fieldLength), generator, try order.bytes(length: fieldLength),
            ]
        }
    }

    private func withGroup<Result>(
        _ body: (_ group: OpaquePointer, _ context: OpaquePointer) throws(CardProblem) -> Result
    ) throws(CardProblem) -> Result {
        guard let context = BN_CTX_secure_new() ?? BN_CTX_new() else { throw .libraryFailed(name) }
        defer { BN_CTX_free(context) }
        guard let group = EC_GROUP_new_by_curve_name(OBJ_sn2nid(name)) else { throw .libraryFailed(name) }
        defer { EC_GROUP_free(group) }
        return try body(group, context)
    }
}

/// A large number of libcrypto, wiped at its end.
private final class Number {
    let raw: OpaquePointer

    init(_ raw: OpaquePointer?) throws(CardProblem) {
        guard let raw else { throw .libraryFailed("BN") }
        self.raw = raw
    }

    convenience init(_ bytes: [UInt8]) throws(CardProblem) { try self.init(BN_bin2bn(bytes, Int32(bytes.count), nil)) }

    deinit { BN_clear_free(raw) }

    func bytes(length: Int) throws(CardProblem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        guard BN_bn2binpad(raw, &bytes, Int32(length)) == Int32(length) else { throw .libraryFailed("BN") }
        return bytes
    }
}

private final class Point {
    let raw: OpaquePointer

    init(_ group: OpaquePointer) throws(CardProblem) {
        guard let raw = EC_POINT_new(group) else { throw .libraryFailed("EC") }
        self.raw = raw
    }

    /// Reads an uncompressed point; the library refuses what is not on the curve.
    convenience init(
        _ bytes: [UInt8], of curve: Curve, _ group: OpaquePointer, _ context: OpaquePointer
    ) throws(CardProblem) {
        try self.init(group)
        guard bytes.count == curve.pointLength, bytes[0] == 0x04,
            EC_POINT_oct2point(group, raw, bytes, bytes.count, context) == 1
        else { throw .libraryFailed("EC") }
    }

    deinit { EC_POINT_clear_free(raw) }

    func bytes(of curve: Curve, _ group: OpaquePointer, _ context: OpaquePointer) throws(CardProblem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: curve.pointLength)
        guard EC_POINT_is_at_infinity(group, raw) == 0,
            EC_POINT_point2oct(group, raw, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, context)
                == bytes.count
        else { throw .libraryFailed("EC") }
        return bytes
    }
}
