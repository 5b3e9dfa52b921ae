/// What a card says of its protocols: EF.CardAccess, and signed in EF.CardSecurity (TR-03110-3, A.1).
struct SecurityInfos {
    /// A way to run PACE that this terminal knows: generic mapping over a known curve.
    struct PACE: Hashable {
        let identifier: ObjectID
        let cipher: Cipher
        let curve: Curve
    }

    /// A way to run chip authentication version 2.
    struct ChipAuthentication: Hashable {
        let identifier: ObjectID
        let cipher: Cipher
        let keyID: UInt8?
    }

    struct ChipKey: Hashable {
        let curve: Curve
        let point: [UInt8]
        let keyID: UInt8?
    }

    private(set) var pace: [PACE] = []
    private(set) var chipAuthentication: [ChipAuthentication] = []
    /// Those of passports: version 1, 3DES among them.
    private(set) var passportChipAuthentication: [ChipAuthentication] = []
    /// The hash of active authentication with elliptic curves (ICAO 9303-11, 9.2.6).
    private(set) var activeAuthenticationHash: Hash?
    /// There is a key for chip authentication, of whatever kind.
    private(set) var hasChipKey = false
    /// The curves of the chip's keys, by key number.
    private var chipCurves: [UInt8?: Curve] = [:]
    /// Only in EF.CardSecurity.
    private(set) var chipKeys: [ChipKey] = []

    /// The curve of the key the first known way of chip authentication uses; nil where the card does not say.
    var chipCurve: Curve? {
        for info in chipAuthentication {
            if let curve = chipCurves[info.keyID] ?? chipCurves[nil] { return curve }
        }
        return nil
    }

    private static let paceGenericMapping = ObjectID.bsi(2, 2, 4, 2)
    private static let chipAuthenticationECDH = ObjectID.bsi(2, 2, 3, 2)
    private static let publicKey = ObjectID.bsi(2, 2, 1)
    private static let publicKeyECDH = ObjectID.bsi(2, 2, 1, 2)
    private static let activeAuthentication = ObjectID(2, 23, 136, 1, 1, 5)
    private static let plainECDSA = ObjectID.bsi(1, 1, 4, 1)

    /// What is not known is passed over; what is known must be whole.
    init(_ bytes: [UInt8]) throws(DataObjectProblem) {
        try read(bytes)
        // A passport may name its key alone: then 3DES goes with it (ICAO 9303-11, 6.2.4).
        if passportChipAuthentication.isEmpty, chipAuthentication.isEmpty, let key = chipKeys.first {
            passportChipAuthentication = [
                ChipAuthentication(
                    identifier: Self.chipAuthenticationECDH, cipher: .tripleDES, keyID: key.keyID)
            ]
        }
    }

    private mutating func read(_ bytes: [UInt8]) throws(DataObjectProblem) {
        for info in try DataObjectReader.one(0x31, in: bytes).parts() {
            let parts = try info.parts()
            guard info.tag == 0x30, parts.count >= 2, parts[0].tag == 0x06 else { continue }
            let identifier = ObjectID(content: parts[0].value)
            if identifier.hasPrefix(Self.publicKey) { hasChipKey = true }
            if identifier.hasPrefix(Self.paceGenericMapping) {
                guard let cipher = Self.cipher(of: identifier), parts.count > 2, parts[1].smallNumber == 2,
                    let curve = parts[2].smallNumber.flatMap({ Curve(rawValue: $0) })
                else { continue }
                pace.append(PACE(identifier: identifier, cipher: cipher, curve: curve))
            } else if identifier == Self.chipAuthenticationECDH {
                guard let curve = try Curve(algorithm: parts[1]) else { continue }
                chipCurves[try Self.keyID(parts)] = curve
            } else if identifier.hasPrefix(Self.chipAuthenticationECDH) {
                guard let cipher = Self.cipher(of: identifier), let version = parts[1].smallNumber else { continue }
                let way = ChipAuthentication(identifier: identifier, cipher: cipher, keyID: try Self.keyID(parts))
                if version == 2, cipher != .tripleDES { chipAuthentication.append(way) }
                if version == 1 { passportChipAuthentication.append(way) }
            } else if identifier == Self.activeAuthentication {
                let hashes: [UInt8: Hash] = [1: .sha1, 2: .sha224, 3: .sha256, 4: .sha384, 5: .sha512]
                guard parts.count > 2, parts[2].tag == 0x06,
                    parts[2].value.dropLast() == Self.plainECDSA.content[...]
                else { continue }
                activeAuthenticationHash = parts[2].value.last.flatMap { hashes[$0] }
            } else if identifier == Self.publicKeyECDH {
                let key = try parts[1].parts()
                guard parts[1].tag == 0x30, key.count == 2, let curve = try Curve(algorithm: key[0]),
                    key[1].tag == 0x03, key[1].value.first == 0
                else { continue }
                chipKeys.append(
                    ChipKey(
                        curve: curve, point: Array(key[1].value.dropFirst()), keyID: try Self.keyID(parts)))
            }
        }
    }

    /// 3DES, AES-128, AES-192 and AES-256 end every protocol's identifier as 1 to 4.
    private static func cipher(of identifier: ObjectID) -> Cipher? {
        guard identifier.content.count == paceGenericMapping.content.count + 1 else { return nil }
        let ciphers: [UInt8: Cipher] = [1: .tripleDES, 2: .aes128, 3: .aes192, 4: .aes256]
        return identifier.content.last.flatMap { ciphers[$0] }
    }

    private static func keyID(_ parts: [DataObject]) throws(DataObjectProblem) -> UInt8? {
        guard parts.count > 2 else { return nil }
        guard let number = parts[2].smallNumber, let keyID = UInt8(exactly: number) else {
            throw .other(expected: 0x02, found: parts[2].tag)
        }
        return keyID
    }
}

extension DataObject {
    /// A small number that is not negative, in an INTEGER.
    var smallNumber: Int? {
        guard tag == 0x02, (1...3).contains(value.count), value[0] < 0x80 else { return nil }
        return value.reduce(0) { $0 << 8 | Int($1) }
    }
}

extension Curve {
    /// The curve of an AlgorithmIdentifier: by TR-03110's number, by name, or by parameters that equal a known curve's.
    init?(algorithm: DataObject) throws(DataObjectProblem) {
        let parts = try algorithm.parts()
        guard algorithm.tag == 0x30, parts.count == 2, parts[0].tag == 0x06 else { return nil }
        switch ObjectID(content: parts[0].value) {
        case .bsi(1, 2):
            guard let number = parts[1].smallNumber else { return nil }
            self.init(rawValue: number)
        case ObjectID(1, 2, 840, 10045, 2, 1): try self.init(parameters: parts[1])
        default: return nil
        }
    }

    private init?(parameters: DataObject) throws(DataObjectProblem) {
        if parameters.tag == 0x06 {
            guard let curve = Self.allCases.first(where: { $0.identifier.content == parameters.value }) else {
                return nil
            }
            self = curve
            return
        }
        // ECParameters of X9.62: version, field, curve, base, order, cofactor.
        let parts = try parameters.parts()
        guard parameters.tag == 0x30, parts.count >= 5 else { return nil }
        let (field, coefficients) = (try parts[1].parts(), try parts[2].parts())
        guard field.count == 2, field[1].tag == 0x02, coefficients.count >= 2,
            let curve = Self.matching(
                prime: field[1].value, a: coefficients[0].value, b: coefficients[1].value, generator: parts[3].value,
                order: parts[4].value)
        else { return nil }
        self = curve
    }

    /// As certificates name the curve.
    var identifier: ObjectID {
        switch self {
        case .p256: ObjectID(1, 2, 840, 10045, 3, 1, 7)
        case .p384: ObjectID(1, 3, 132, 0, 34)
        case .p521: ObjectID(1, 3, 132, 0, 35)
        case .brainpoolP256r1: ObjectID(1, 3, 36, 3, 3, 2, 8, 1, 1, 7)
        case .brainpoolP384r1: ObjectID(1, 3, 36, 3, 3, 2, 8, 1, 1, 11)
        case .brainpoolP512r1: ObjectID(1, 3, 36, 3, 3, 2, 8, 1, 1, 13)
        }
    }
}
