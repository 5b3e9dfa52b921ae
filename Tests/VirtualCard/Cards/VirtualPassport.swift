/// A travel document of ICAO 9303 (logical data structure 1): EF.COM, EF.SOD, data groups 1, 2 and 14; BAC and PACE with the zone or
/// the CAN. Nothing of the application can be read before one of them.
package final class VirtualPassport: VirtualChip, PasswordKeeping, @unchecked Sendable {
    /// How the chip lets itself be opened.
    package enum Access: Sendable {
        case basic
        case pace(CipherSuite, parameters: Int)
        case both(CipherSuite, parameters: Int)
    }

    /// How the chip proves that it is no copy (ICAO 9303-11, 6).
    package enum Proof: Equatable, Sendable {
        /// Active authentication: ECDSA with SHA-256 over brainpoolP256r1, or RSA with 2048 bits (ISO 9796-2, scheme 1, SHA-256).
        case activeECDSA, activeRSA
        /// Chip authentication version 1 over brainpoolP256r1; 3DES is told by the key alone where `isNamed` is false.
        case chip(CipherSuite, isNamed: Bool = true)
    }

    package static let application: [UInt8] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]

    /// The specimen of ICAO 9303-4.
    package static let specimenZone = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]

    private let access: Access
    private let zone: [UInt8]
    private let can: String?
    private let proofs: [Proof]
    private let chipCurve = Curve(standardized: 13)
    private var chipKey: [UInt8]
    private var activeKey: SigningKey
    private var recoveringKey: RecoveringKey?

    /// `zone`: the printed lines, TD3 or TD1. `can`: the number printed on the data page, where there is one. `photo`: a JPEG or
    /// JPEG 2000 picture; a drawn one else. `proofs`: what the chip offers, signed in groups 14 and 15. A forger's changes come afterwards, by `replace`.
    package init(
        zone lines: [String] = specimenZone, can: String? = nil, photo: [UInt8]? = nil,
        access: Access = .both(.aes128, parameters: 13), proofs: [Proof] = [],
        documents: DocumentAuthority, random: @escaping Randomness = trueRandomness
    ) throws {
        self.access = access
        self.can = can
        self.proofs = proofs
        // Not of the conversation: a recorded one has no numbers for it.
        chipKey = chipCurve.privateKey(trueRandomness)
        activeKey = SigningKey()
        recoveringKey = proofs.contains(.activeRSA) ? RecoveringKey() : nil
        var infos: [[UInt8]] = []
        zone = zoneInformation(lines)
        var groups: [UInt8: [UInt8]] = [
            1: DataObject.encoded(0x61, DataObject.encoded(0x5F1F, Array(lines.joined().utf8))),
            2: FaceImage.dataGroup(photo ?? Portrait.drawn()),
        ]
        var main = Folder(application: [], files: [])
        switch access {
        case .basic: break
        case .pace(let suite, let parameters), .both(let suite, let parameters):
            infos = [SecurityInfos.pace(suite, parameters: parameters)]
            main.files.append(CardFile(0x011C, DER.set(of: infos), read: .always))
        }
        for proof in proofs {
            switch proof {
            case .activeECDSA:
                infos.append(SecurityInfos.activeAuthenticationSHA256)
                groups[15] = DataObject.encoded(0x6F, activeKey.publicInfo)
            case .activeRSA: groups[15] = DataObject.encoded(0x6F, recoveringKey?.publicInfo ?? [])
            case .chip(let suite, let isNamed):
                if isNamed { infos.append(SecurityInfos.chipAuthentication(suite, version: 1)) }
                let point = try chipCurve.product(chipKey, chipCurve.generator)
                infos.append(SecurityInfos.chipAuthenticationKey(parameters: 13, point: point))
            }
        }
        if !infos.isEmpty { groups[14] = DataObject.encoded(0x6E, DER.set(of: infos)) }
        let tags: [UInt8: UInt8] = [1: 0x61, 2: 0x75, 14: 0x6E, 15: 0x6F]
        let numbers = groups.keys.sorted()
        let common = DataObject.encoded(
            0x60, DataObject.encoded(0x5F01, Array("0107".utf8)), DataObject.encoded(0x5F36, Array("040000".utf8)),
            DataObject.encoded(0x5C, numbers.compactMap { tags[$0] }))
        let hashes = numbers.map { number in
            DER.sequence(DER.integer(Int(number)), DER.octets(Digest.of(groups[number] ?? [], "SHA256")))
        }
        let object = DER.sequence(
            DER.integer(0), DER.sequence(DER.identifier(Identifier.sha256)),
            DataObject.encoded(0x30, hashes.flatMap { $0 }))
        let security = DataObject.encoded(0x77, try documents.sign(object, Identifier.securityObjectText))
        var files = [
            CardFile(0x011E, common, read: .basicAccess), CardFile(0x011D, security, read: .basicAccess),
        ]
        files += numbers.map { CardFile(0x0100 + UInt16($0), groups[$0] ?? [], read: .basicAccess) }
        super.init(folders: [main, Folder(application: Self.application, files: files)], random: random)
    }

    /// As a copy of the chip has it: everything that can be read, and other keys.
    package func forgetKeys() {
        locked {
            // Not of the conversation: a recorded one has no numbers for it.
            chipKey = chipCurve.privateKey(trueRandomness)
            activeKey = SigningKey()
            if recoveringKey != nil { recoveringKey = RecoveringKey() }
        }
    }

    private func offersChip(_ suite: CipherSuite) -> Bool {
        proofs.contains { if case .chip(suite, _) = $0 { true } else { false } }
    }

    /// MSE:Set AT, then GENERAL AUTHENTICATE; with 3DES all at once in MSE:Set KAT (ICAO 9303-11, 6.2.4).
    private func agree(_ suite: CipherSuite, on terminal: [UInt8]) throws {
        guard terminal.count == 1 + 2 * chipCurve.length else { throw Status.wrongData }
        let shared = chipCurve.x(try chipCurve.product(chipKey, terminal))
        session.replacement = SecureChannel(
            suite, encryption: suite.key(from: shared, counter: 1), authentication: suite.key(from: shared, counter: 2))
    }

    private func setChip(_ command: Command) throws -> Reply {
        guard session.hasBasicAccess else { throw Status.notPermitted }
        let identifier = try DataObject.all(in: command.data)[tag: 0x80] ?? []
        guard
            let suite = CipherSuite.allCases.first(where: {
                identifier == Identifier.chipAuthenticationECDH + [$0.rawValue] && $0 != .tripleDES && offersChip($0)
            })
        else { throw Status.wrongData }
        session.exchange = .passportChip(suite)
        return Reply()
    }

    private func setChipKey(_ command: Command) throws -> Reply {
        guard session.hasBasicAccess, offersChip(.tripleDES) else { throw Status.conditionsNotMet }
        try agree(.tripleDES, on: try DataObject.all(in: command.data)[tag: 0x91] ?? [])
        return Reply()
    }

    private func signChallenge(_ command: Command) throws -> Reply {
        guard session.hasBasicAccess, command.data.count == 8 else { throw Status.conditionsNotMet }
        if proofs.contains(.activeECDSA) { return Reply(activeKey.sign(command.data)) }
        guard let recoveringKey else { throw Status.unknownInstruction }
        return Reply(recoveringKey.sign(command.data, random: random))
    }

    override func perform(_ command: Command) throws -> Reply {
        switch (command.instruction, command.parameters) {
        case (0x22, 0xC1A4): return try setPACE(try DataObject.all(in: command.data))
        case (0x22, 0x41A4): return try setChip(command)
        case (0x22, 0x41A6): return try setChipKey(command)
        case (0x88, 0x0000): return try signChallenge(command)
        case (0x22, _): throw Status.wrongParameters
        case (0x86, 0x0000):
            switch session.exchange {
            case .pace(let pace): return try goOn(pace, command)
            case .passportChip(let suite):
                session.exchange = nil
                let objects = try DataObject.all(in: try DataObject.only(0x7C, in: command.data))
                try agree(suite, on: objects[tag: 0x80] ?? [])
                return Reply(DataObject.encoded(0x7C, []))
            default: throw Status.conditionsNotMet
            }
        case (0x84, 0x0000):
            guard allowsBasic, session.folder == 1, command.expected == 8 else { throw Status.conditionsNotMet }
            let challenge = random(8)
            session.challenge = challenge
            return Reply(challenge)
        case (0x82, 0x0000):
            guard let challenge = session.challenge else { throw Status.conditionsNotMet }
            session.challenge = nil
            do {
                let (answer, channel) = try BasicAccess.answer(
                    command.data, challenge: challenge, zoneInformation: zone, random: random)
                session.replacement = channel
                session.hasBasicAccess = true
                return Reply(answer)
            } catch { throw refuse(.authenticationFailed, "basic access control: wrong keys") }
        case (0xA4, _) where command.header[2] == 0x04 && !allowsBasic && !session.hasBasicAccess:
            throw refuse(.notPermitted, "the application opens after PACE only")
        default: return try super.perform(command)
        }
    }

    private var allowsBasic: Bool { if case .pace = access { false } else { true } }

    // MARK: - Passwords

    var paceSuite: (suite: CipherSuite, parameters: Int)? {
        switch access {
        case .basic: nil
        case .pace(let suite, let parameters), .both(let suite, let parameters): (suite, parameters)
        }
    }

    var rootNames: [[UInt8]] { [] }

    func secret(of password: Password) throws(Status) -> (secret: [UInt8], status: Status) {
        switch (password, can) {
        case (.zone, _): return (secret(ofZone: zone), .done)
        case (.can, let can?): return (Array(can.utf8), .done)
        default: throw .referenceNotFound
        }
    }

    func begin(_ password: Password) {}
    func countTry(of password: Password) {}
    func succeed(_ password: Password) {}
    func failure(of password: Password) -> Status { .authenticationFailed }
}
