import CLibCrypto

/// An elliptic curve; points are bytes (04 ‖ x ‖ y), numbers are bytes with the highest first.
final class Curve: @unchecked Sendable {
    // Unchecked: the group is never changed after it is made.
    private let group: OpaquePointer
    /// Bytes of a coordinate.
    let length: Int

    struct NotOnCurve: Error, Equatable {}

    /// A curve by its number in TR-03110-3, table A.2 (standardized domain parameters).
    convenience init(standardized number: Int) {
        let names: [Int: Int32] = [
            12: NID_X9_62_prime256v1, 13: NID_brainpoolP256r1, 14: NID_brainpoolP320r1, 15: NID_secp384r1,
            16: NID_brainpoolP384r1, 17: NID_brainpoolP512r1, 18: NID_secp521r1,
        ]
        guard let name = names[number], let group = EC_GROUP_new_by_curve_name(name) else {
            preconditionFailure("no standardized domain parameters \(number)")
        }
        self.init(group)
    }

    /// A curve by its parameters, as the root's certificate carries them (TR-03110-3, D.3.3).
    convenience init(prime: [UInt8], a: [UInt8], b: [UInt8], generator: [UInt8], order: [UInt8]) throws {
        let numbers = [prime, a, b, order].map(Self.number)
        defer { numbers.forEach { BN_free($0) } }
        guard let group = EC_GROUP_new_curve_GFp(numbers[0], numbers[1], numbers[2], nil) else { throw NotOnCurve() }
        let point = EC_POINT_new(group)
        defer { EC_POINT_free(point) }
        guard EC_POINT_oct2point(group, point, generator, generator.count, nil) == 1,
            EC_GROUP_set_generator(group, point, numbers[3], BN_value_one()) == 1
        else {
            EC_GROUP_free(group)
            throw NotOnCurve()
        }
        self.init(group)
    }

    private init(_ group: OpaquePointer) {
        self.group = group
        length = (Int(EC_GROUP_get_degree(group)) + 7) / 8
    }

    deinit { EC_GROUP_free(group) }

    private static func number(_ bytes: [UInt8]) -> OpaquePointer? { BN_bin2bn(bytes, Int32(bytes.count), nil) }

    private static func bytes(_ number: OpaquePointer?, count: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: count)
        BN_bn2binpad(number, &out, Int32(count))
        return out
    }

    var generator: [UInt8] { encoded(EC_GROUP_get0_generator(group)) }
    var order: [UInt8] { Self.bytes(EC_GROUP_get0_order(group), count: length) }

    /// p, a, b.
    var coefficients: (prime: [UInt8], a: [UInt8], b: [UInt8]) {
        let numbers = (BN_new(), BN_new(), BN_new())
        defer {
            BN_free(numbers.0)
            BN_free(numbers.1)
            BN_free(numbers.2)
        }
        EC_GROUP_get_curve(group, numbers.0, numbers.1, numbers.2, nil)
        return (
            Self.bytes(numbers.0, count: length), Self.bytes(numbers.1, count: length),
            Self.bytes(numbers.2, count: length)
        )
    }

    private func encoded(_ point: OpaquePointer?) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 1 + 2 * length)
        EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, &out, out.count, nil)
        return out
    }

    private func withPoint<Result>(_ bytes: [UInt8], _ body: (OpaquePointer?) throws -> Result) throws -> Result {
        let point = EC_POINT_new(group)
        defer { EC_POINT_free(point) }
        guard bytes.first == 0x04, bytes.count == 1 + 2 * length,
            EC_POINT_oct2point(group, point, bytes, bytes.count, nil) == 1
        else { throw NotOnCurve() }
        return try body(point)
    }

    /// `scalar` times `point`.
    func product(_ scalar: [UInt8], _ point: [UInt8]) throws -> [UInt8] { try sum(nil, scalar, point) }

    /// `first` times the generator plus `second` times `point`. The point at infinity is refused.
    func sum(_ first: [UInt8]?, _ second: [UInt8], _ point: [UInt8]) throws -> [UInt8] {
        try withPoint(point) { point in
            let result = EC_POINT_new(group)
            let (one, two) = (first.map(Self.number) ?? nil, Self.number(second))
            defer {
                EC_POINT_free(result)
                BN_free(one)
                BN_free(two)
            }
            guard EC_POINT_mul(group, result, one, point, two, nil) == 1, EC_POINT_is_at_infinity(group, result) == 0
            else { throw NotOnCurve() }
            return encoded(result)
        }
    }

    /// Point plus point.
    func sum(_ left: [UInt8], _ right: [UInt8]) throws -> [UInt8] {
        try withPoint(left) { left in
            try withPoint(right) { right in
                let result = EC_POINT_new(group)
                defer { EC_POINT_free(result) }
                guard EC_POINT_add(group, result, left, right, nil) == 1, EC_POINT_is_at_infinity(group, result) == 0
                else { throw NotOnCurve() }
                return encoded(result)
            }
        }
    }

    func x(_ point: [UInt8]) -> [UInt8] { Array(point[1...length]) }

    /// A private key: between 1 and the order less 1.
    func privateKey(_ random: Randomness) -> [UInt8] {
        let order = order
        while true {
            let candidate = random(length)
            if candidate.contains(where: { $0 != 0 }), candidate.lexicographicallyPrecedes(order) { return candidate }
        }
    }

    /// Whether `signature` (r ‖ s) over a digest is right: ANSI X9.62, by hand.
    func isSigned(_ digest: [UInt8], by point: [UInt8], _ signature: [UInt8]) -> Bool {
        guard signature.count == 2 * length, let context = BN_CTX_new() else { return false }
        defer { BN_CTX_free(context) }
        let order = EC_GROUP_get0_order(group)
        let bits = Int(BN_num_bits(order))
        let (r, s) = (Self.number(Array(signature[..<length])), Self.number(Array(signature[length...])))
        let e = Self.number(Array(digest.prefix((bits + 7) / 8)))
        let w = BN_new()
        let (u, v) = (BN_new(), BN_new())
        defer { [r, s, e, w, u, v].forEach { BN_free($0) } }
        if digest.count * 8 > bits, bits % 8 != 0 { BN_rshift(e, e, Int32(8 - bits % 8)) }
        for part in [r, s] where BN_is_zero(part) == 1 || BN_cmp(part, order) >= 0 { return false }
        guard BN_mod_inverse(w, s, order, context) != nil, BN_mod_mul(u, e, w, order, context) == 1,
            BN_mod_mul(v, r, w, order, context) == 1,
            let sum = try? sum(Self.bytes(u, count: length), Self.bytes(v, count: length), point)
        else { return false }
        let x = Self.number(self.x(sum))
        defer { BN_free(x) }
        BN_nnmod(x, x, order, context)
        return BN_cmp(x, r) == 0
    }
}
