/// The chip of a German identity card, card side, to test terminals against. It shares no protocol code with the product: it is
/// written from BSI TR-03110 (2.21) and ICAO 9303-11.
///
/// - **Make one:** `VirtualIdentityCard(.erika, terminals: terminalAuthority, documents: documentAuthority)`; `Secrets` hold its
///   CAN 500540, PIN 123456, PUK 9876543210; its day is 2026-11-01 until a certificate moves it.
/// - **Talk to it:** `transmit(command) throws(CardGone) -> answer`, in process; or `VPCDConnection` to pcscd's virtual reader.
/// - **Look into it:** `group(17)`, `file(_:in:)`, `triesLeft`, `unblocksLeft`, `isActive`, `hasPIN`, `today`, `refusals`
///   (reasons in words), `commandCount`, `ownTime`.
/// - **Break it:** `arm(.goneAfter(command: 5))` and the other `Fault`s, `disarm()`, `remove()`, `insert()`; `replace` forges a file.
///
/// Files: master file with EF.DIR 2F00, EF.CardAccess 011C (both always readable), EF.CardSecurity 011D (after terminal
/// authentication); application E80704007F00070302 with data groups 0101…0116, readable and (17…22) writable after PACE, terminal
/// authentication and chip authentication with the right in the whole chain and in PACE's template. PACE: generic mapping,
/// brainpoolP256r1, AES-128. Chip authentication: key 41.
///
/// Answers: wrong CAN, zone, PUK 6300; wrong PIN 63Cx with tries left; MSE:Set AT for the PIN 63Cx below three tries, 6283 when
/// switched off; first step of PACE 6983 blocked, 6984 switched off, 6985 last try without the CAN first. Terminal
/// authentication with the CAN but without that right: 6982 at EXTERNAL AUTHENTICATE; certificates that do not hold: 6300.
package final class VirtualIdentityCard: VirtualChip, PasswordKeeping, @unchecked Sendable {
    package struct Secrets: Sendable {
        package var can = "500540"
        package var pin = "123456"
        package var puk = "9876543210"
        package init(can: String = "500540", pin: String = "123456", puk: String = "9876543210") {
            (self.can, self.pin, self.puk) = (can, pin, puk)
        }
    }

    package static let application: [UInt8] = [0xE8, 0x07, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02]
    private static let keyNumber: UInt8 = 0x41
    private static let parameters = 13
    private static let pinTries = 3

    private var secrets: Secrets
    private let zone: [UInt8]
    private var tries = pinTries
    private var unblocks = 10
    private var isPINActive = true
    private var trust: TerminalAuthentication.Trust
    private let curve = Curve(standardized: parameters)
    private let chipKey: [UInt8]

    /// `terminals`: whose root the card trusts. `documents`: who signs EF.CardSecurity. `sizes`: places of single data groups in
    /// bytes (256 else for the writable ones).
    package init(
        _ holder: Holder = .erika, terminals: TerminalAuthority, documents: DocumentAuthority,
        secrets: Secrets = Secrets(), today: Day = Day(2026, 11, 1), sizes: [Int: Int] = [:],
        random: @escaping Randomness = trueRandomness
    ) throws {
        self.secrets = secrets
        zone = zoneInformation(holder.zone)
        trust = .init(roots: [terminals.rootKey], today: today)
        chipKey = curve.privateKey(random)
        let point = try curve.product(chipKey, curve.generator)
        let suite = CipherSuite.aes128
        let access = [
            SecurityInfos.terminalAuthentication, SecurityInfos.pace(suite, parameters: Self.parameters),
            SecurityInfos.chipAuthentication(suite, key: Self.keyNumber),
            SecurityInfos.chipAuthenticationDomain(parameters: Self.parameters, key: Self.keyNumber),
            SecurityInfos.cardInfo,
        ]
        let key = SecurityInfos.chipAuthenticationKey(
            parameters: Self.parameters, point: point, key: Self.keyNumber)
        let directory = DataObject.encoded(
            0x61, DataObject.encoded(0x4F, Self.application), DataObject.encoded(0x50, Array("eID".utf8)))
        let security = try documents.sign(DER.set(of: access + [key]), Identifier.cardSecurityText)
        let main = Folder(
            application: [],
            files: [
                CardFile(0x2F00, directory, read: .always), CardFile(0x011C, DER.set(of: access), read: .always),
                CardFile(0x011D, security, read: .authenticatedTerminal),
            ])
        let groups = holder.groups.sorted { $0.key < $1.key }.map { number, content in
            CardFile(
                0x0100 + UInt16(number), content, size: sizes[number] ?? (number >= 17 ? 256 : nil),
                read: .right(.read(number)), write: number >= 17 ? .right(.write(number)) : .never)
        }
        super.init(folders: [main, Folder(application: Self.application, files: groups)], random: random)
    }

    // MARK: - Looking into it

    /// A data group as it stands, old bytes behind it included; nil when the card has none of this number.
    package func group(_ number: Int) -> [UInt8]? { file(0x0100 + UInt16(number), in: Self.application) }

    package var triesLeft: Int { locked { tries } }
    package var unblocksLeft: Int { locked { unblocks } }
    package var isActive: Bool { locked { isPINActive } }
    package var today: Day { locked { trust.today } }
    package func hasPIN(_ pin: String) -> Bool { locked { secrets.pin == pin } }

    /// Sets the PIN's state past all rules.
    package func setState(tries: Int? = nil, isActive: Bool? = nil, unblocks: Int? = nil) {
        locked {
            self.tries = tries ?? self.tries
            self.isPINActive = isActive ?? self.isPINActive
            self.unblocks = unblocks ?? self.unblocks
        }
    }

    // MARK: - Commands

    override func perform(_ command: Command) throws -> Reply {
        switch (command.instruction, command.parameters) {
        case (0x22, 0xC1A4): return try setPACE(try DataObject.all(in: command.data))
        case (0x22, 0x81B6): return try chooseIssuer(command)
        case (0x2A, 0x00BE): return try verifyCertificate(command)
        case (0x22, 0x81A4): return try setTerminal(command)
        case (0x84, 0x0000):
            guard command.expected == 8 else { throw Status.wrongLength }
            return Reply(session.terminal.newChallenge(random))
        case (0x82, 0x0000): return try authenticateTerminal(command)
        case (0x22, 0x41A4): return try setChip(command)
        case (0x86, 0x0000):
            switch session.exchange {
            case .pace(let pace): return try goOn(pace, command)
            case .chip: return try authenticateChip(command)
            case .passportChip, nil: throw Status.conditionsNotMet
            }
        case (0x2C, _): return try resetRetryCounter(command)
        case (0x44, 0x1003), (0x04, 0x1003):
            guard hasRight(.pinManagement) else { throw refuse(.notPermitted, "no right to switch the PIN") }
            isPINActive = command.instruction == 0x44
            return Reply()
        case (0x22, _), (0x2A, _), (0x44, _), (0x04, _), (0x84, _), (0x82, _), (0x86, _): throw Status.wrongParameters
        default: return try super.perform(command)
        }
    }

    private func hasRight(_ right: TerminalRights) -> Bool { session.rights?.isSuperset(of: right) == true }

    // MARK: - Terminal authentication

    private func refusing<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let refusal as TerminalAuthentication.Refusal {
            throw refuse(refusal.status, refusal.reason)
        }
    }

    /// Terminal authentication is for terminals that said at PACE what they want to be, and only once.
    private func mayAuthenticateTerminal() throws {
        guard session.channel != nil, session.wanted != nil else {
            throw refuse(.notPermitted, "terminal authentication without PACE that announced it")
        }
        guard session.rights == nil else { throw refuse(.conditionsNotMet, "terminal is authenticated already") }
    }

    private func chooseIssuer(_ command: Command) throws -> Reply {
        try mayAuthenticateTerminal()
        let name = try DataObject.only(0x83, in: command.data)
        try refusing { try session.terminal.choose(name, trust) }
        return Reply()
    }

    private func verifyCertificate(_ command: Command) throws -> Reply {
        try mayAuthenticateTerminal()
        try refusing { try session.terminal.verify(command.data, &trust) }
        return Reply()
    }

    private func setTerminal(_ command: Command) throws -> Reply {
        try mayAuthenticateTerminal()
        try refusing { try session.terminal.set(try DataObject.all(in: command.data)) }
        return Reply()
    }

    private func authenticateTerminal(_ command: Command) throws -> Reply {
        try mayAuthenticateTerminal()
        let (rights, key) = try refusing {
            try session.terminal.finish(command.data, cardIdentifier: session.cardIdentifier)
        }
        let effective = rights.intersection(session.wanted ?? [])
        switch session.password {
        case .pin: break
        case .can where effective.contains(.canAllowed): break
        case .can: throw refuse(.notPermitted, "CAN without the right to use it")
        default: throw refuse(.notPermitted, "this password does not open the way to terminal authentication")
        }
        session.rights = effective
        session.compressedKey = key
        return Reply()
    }

    // MARK: - Chip authentication version 2: TR-03110-2, 3.4

    private func setChip(_ command: Command) throws -> Reply {
        guard session.rights != nil else { throw refuse(.notPermitted, "chip authentication before the terminal's") }
        let objects = try DataObject.all(in: command.data)
        guard objects[tag: 0x80] == Identifier.chipAuthenticationECDH + [CipherSuite.aes128.rawValue] else {
            throw Status.wrongData
        }
        if let number = objects[tag: 0x84], number != [Self.keyNumber] { throw Status.referenceNotFound }
        session.exchange = .chip
        return Reply()
    }

    private func authenticateChip(_ command: Command) throws -> Reply {
        session.exchange = nil
        let objects = try DataObject.all(in: try DataObject.only(0x7C, in: command.data))
        guard objects.count == 1, let terminal = objects[tag: 0x80], terminal.count == 1 + 2 * curve.length else {
            throw Status.wrongData
        }
        guard curve.x(terminal) == session.compressedKey else {
            throw refuse(.authenticationFailed, "another ephemeral key than at terminal authentication")
        }
        let suite = CipherSuite.aes128
        let shared = curve.x(try curve.product(chipKey, terminal))
        let nonce = random(8)
        let authentication = suite.key(from: shared, nonce: nonce, counter: 2)
        let token = authenticationToken(
            over: terminal, identifier: Identifier.chipAuthenticationECDH + [suite.rawValue], suite: suite,
            key: authentication)
        session.replacement = SecureChannel(
            suite, encryption: suite.key(from: shared, nonce: nonce, counter: 1), authentication: authentication)
        session.isChipAuthenticated = true
        return Reply(
            DataObject.encoded(0x7C, DataObject.encoded(0x81, nonce), DataObject.encoded(0x82, token)))
    }

    // MARK: - PIN: TR-03110-2, 2.3; TR-03110-3, B.11.9

    private func resetRetryCounter(_ command: Command) throws -> Reply {
        switch command.parameters {
        case 0x0203:
            guard session.password == .pin || hasRight(.pinManagement) else {
                throw refuse(.notPermitted, "no right to set a PIN")
            }
            guard command.data.count == 6, command.data.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw refuse(.wrongData, "a PIN has six digits")
            }
            secrets.pin = String(decoding: command.data, as: UTF8.self)
        case 0x0303:
            guard command.data.isEmpty else { throw Status.wrongLength }
            if !hasRight(.pinManagement) {
                guard session.password == .puk else { throw refuse(.notPermitted, "no right to unblock the PIN") }
                guard unblocks > 0 else { throw refuse(.blocked, "the PUK has been used ten times") }
                unblocks -= 1
            }
        default:
            throw Status.wrongParameters
        }
        tries = Self.pinTries
        return Reply()
    }

    // MARK: - Passwords

    var paceSuite: (suite: CipherSuite, parameters: Int)? { (.aes128, Self.parameters) }

    var rootNames: [[UInt8]] { trust.roots.map(\.certificate.holder) }

    func secret(of password: Password) throws(Status) -> (secret: [UInt8], status: Status) {
        switch password {
        case .zone: return (secret(ofZone: zone), .done)
        case .can: return (Array(secrets.can.utf8), .done)
        case .puk: return (Array(secrets.puk.utf8), .done)
        case .pin:
            let status: Status = !isPINActive ? .deactivated : tries < Self.pinTries ? .triesLeft(tries) : .done
            return (Array(secrets.pin.utf8), status)
        }
    }

    func begin(_ password: Password) throws(Status) {
        guard password == .pin else { return }
        guard isPINActive else { throw refuse(.notUsable, "the PIN is switched off") }
        guard tries > 0 else { throw refuse(.blocked, "the PIN is blocked") }
        guard tries > 1 || session.password == .can else {
            throw refuse(.conditionsNotMet, "the last try needs the CAN first")
        }
    }

    func countTry(of password: Password) {
        if password == .pin { tries -= 1 }
    }

    func succeed(_ password: Password) {
        if password == .pin { tries = Self.pinTries }
    }

    func failure(of password: Password) -> Status {
        password == .pin ? .triesLeft(tries) : .authenticationFailed
    }
}
