/// Password authenticated connection establishment on the card's side: TR-03110-2, 3.2; ICAO 9303-11, 4.4. Generic mapping
/// over an elliptic curve.
struct PACE: Sendable {
    let suite: CipherSuite
    let curve: Curve
    let password: Password
    /// The rights the terminal asked for, nil when it did not say it wants terminal authentication.
    let wanted: TerminalRights?
    /// f(π), from which the nonce's key is derived.
    private let secret: [UInt8]
    private var stage = Stage.nonce

    private enum Stage {
        case nonce
        case mapping([UInt8])
        case agreement(generator: [UInt8])
        case token(shared: [UInt8], own: [UInt8], terminal: [UInt8])
        case over
    }

    /// What a finished run leaves.
    struct Result {
        let channel: SecureChannel
        /// Compressed ephemeral key of the card: ID_PICC of terminal authentication.
        let cardIdentifier: [UInt8]
        let token: [UInt8]
    }

    struct WrongPassword: Error {}

    init(_ suite: CipherSuite, _ curve: Curve, password: Password, secret: [UInt8], wanted: TerminalRights?) {
        self.suite = suite
        self.curve = curve
        self.password = password
        self.secret = secret
        self.wanted = wanted
    }

    var identifier: [UInt8] { Identifier.paceECDHGenericMapping + [suite.rawValue] }

    /// The next of the first three steps: takes the terminal's data object, gives the card's.
    mutating func step(_ objects: [DataObject], random: Randomness) throws(Status) -> [UInt8] {
        switch stage {
        case .nonce:
            guard objects.isEmpty else { throw .wrongData }
            let nonce = random(16)
            stage = .mapping(nonce)
            let zero = [UInt8](repeating: 0, count: suite.blockLength)
            let key = suite.key(from: secret, counter: 3)
            return DataObject.encoded(0x80, suite.encrypted(nonce, key: key, vector: zero))
        case .mapping(let nonce):
            guard objects.count == 1, let terminal = objects[tag: 0x81] else { throw .wrongData }
            let own = curve.privateKey(random)
            do {
                let shared = try curve.product(own, terminal)
                let generator = try curve.sum(try curve.product(nonce, curve.generator), shared)
                stage = .agreement(generator: generator)
                return DataObject.encoded(0x82, try curve.product(own, curve.generator))
            } catch { throw .wrongData }
        case .agreement(let generator):
            guard objects.count == 1, let terminal = objects[tag: 0x83] else { throw .wrongData }
            let own = curve.privateKey(random)
            do {
                let publicKey = try curve.product(own, generator)
                guard publicKey != terminal else { throw Curve.NotOnCurve() }
                let shared = curve.x(try curve.product(own, terminal))
                stage = .token(shared: shared, own: publicKey, terminal: terminal)
                return DataObject.encoded(0x84, publicKey)
            } catch { throw .wrongData }
        case .token, .over:
            throw .conditionsNotMet
        }
    }

    /// Whether the next step is the one that shows whether the password was right.
    var isAtToken: Bool { if case .token = stage { true } else { false } }

    /// The last step.
    mutating func finish(_ objects: [DataObject]) throws -> Result {
        guard case .token(let shared, let own, let terminal) = stage else { throw Status.conditionsNotMet }
        stage = .over
        let authentication = suite.key(from: shared, counter: 2)
        guard objects.count == 1, let token = objects[tag: 0x85] else { throw Status.wrongData }
        guard token == code(over: own, key: authentication) else { throw WrongPassword() }
        return Result(
            channel: SecureChannel(
                suite, encryption: suite.key(from: shared, counter: 1), authentication: authentication),
            cardIdentifier: curve.x(own), token: code(over: terminal, key: authentication))
    }

    private func code(over point: [UInt8], key: [UInt8]) -> [UInt8] {
        authenticationToken(over: point, identifier: identifier, suite: suite, key: key)
    }
}

/// The authentication token of PACE and chip authentication: the code over the other side's key as a public key object.
func authenticationToken(over point: [UInt8], identifier: [UInt8], suite: CipherSuite, key: [UInt8]) -> [UInt8] {
    let object = DataObject.encoded(0x7F49, DER.identifier(identifier), DataObject.encoded(0x86, point))
    return suite.authenticationCode(suite == .tripleDES ? suite.padded(object) : object, key: key)
}

/// What a holder knows or what is printed on the card, by its number in MSE:Set AT.
package enum Password: UInt8, Sendable, CaseIterable {
    case zone = 1
    case can = 2
    case pin = 3
    case puk = 4
}
