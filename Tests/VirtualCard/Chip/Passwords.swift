/// PACE as both kinds of chip run it; what a password's use costs is said by `PasswordKeeping`.
protocol PasswordKeeping: VirtualChip {
    /// f(π) of a password, and the status MSE:Set AT answers for it. Throws where there is no such password.
    func secret(of password: Password) throws(Status) -> (secret: [UInt8], status: Status)
    /// Before the nonce is given out. Throws when the password must not be used now.
    func begin(_ password: Password) throws(Status)
    /// Before the terminal's token is looked at: a try is counted first, so that pulling the card gains nothing.
    func countTry(of password: Password)
    /// The token was right.
    func succeed(_ password: Password)
    /// The token was wrong: what to answer.
    func failure(of password: Password) -> Status
    /// The names of the roots the card trusts, newest first.
    var rootNames: [[UInt8]] { get }
    /// Cipher and curve, as EF.CardAccess says them; nil where there is no PACE.
    var paceSuite: (suite: CipherSuite, parameters: Int)? { get }
}

extension PasswordKeeping {
    /// MSE:Set AT for PACE (TR-03110-3, B.11.1).
    func setPACE(_ objects: [DataObject]) throws -> Reply {
        guard let (suite, parameters) = paceSuite else { throw Status.conditionsNotMet }
        let curve = Curve(standardized: parameters)
        guard let identifier = objects[tag: 0x80],
            identifier == Identifier.paceECDHGenericMapping + [suite.rawValue],
            objects.allSatisfy({ [0x80, 0x83, 0x84, 0x7F4C, 0x65].contains($0.tag) })
        else { throw Status.wrongData }
        if let number = objects[tag: 0x84], number != [UInt8(parameters)] { throw Status.referenceNotFound }
        guard let number = objects[tag: 0x83], number.count == 1, let password = Password(rawValue: number[0]) else {
            throw Status.referenceNotFound
        }
        var wanted: TerminalRights?
        if let template = objects[tag: 0x7F4C] {
            guard let (_, rights) = TerminalRights.parsed(template: template) else { throw Status.wrongData }
            wanted = rights
        }
        let (secret, status) = try secret(of: password)
        session.exchange = .pace(PACE(suite, curve, password: password, secret: secret, wanted: wanted))
        return Reply([], status)
    }

    /// One step of PACE in GENERAL AUTHENTICATE (TR-03110-3, B.11.2).
    func goOn(_ pace: PACE, _ command: Command) throws -> Reply {
        var pace = pace
        session.exchange = nil
        let objects = try DataObject.all(in: try DataObject.only(0x7C, in: command.data))
        guard pace.isAtToken else {
            if objects.isEmpty { try begin(pace.password) }
            let answer = try pace.step(objects, random: random)
            session.exchange = .pace(pace)
            return Reply(DataObject.encoded(0x7C, answer))
        }
        countTry(of: pace.password)
        do {
            let result = try pace.finish(objects)
            succeed(pace.password)
            var answer = DataObject.encoded(0x86, result.token)
            if pace.wanted != nil {
                for (name, tag) in zip(rootNames, [UInt32(0x87), 0x88]) { answer += DataObject.encoded(tag, name) }
            }
            // The new session begins; where the terminal stood among the files stays.
            let old = session
            session = Session()
            (session.folder, session.file) = (old.folder, old.file)
            session.replacement = result.channel
            session.password = pace.password
            session.wanted = pace.wanted
            session.cardIdentifier = result.cardIdentifier
            session.hasBasicAccess = true
            return Reply(DataObject.encoded(0x7C, answer))
        } catch is PACE.WrongPassword {
            throw refuse(failure(of: pace.password), "wrong password: \(pace.password)")
        }
    }

    /// MRZ information of ICAO 9303-11: number, birth, expiry, each with its check digit; hashed as PACE wants it.
    func secret(ofZone information: [UInt8]) -> [UInt8] { Digest.of(information, "SHA1") }
}

/// The part of a machine-readable zone the keys are made of: number, birth and expiry with their check digits. `lines` of TD1 or
/// TD3.
func zoneInformation(_ lines: [String]) -> [UInt8] {
    let rows = lines.map { Array($0.utf8) }
    if rows.count == 3 { return Array(rows[0][5..<15] + rows[1][..<7] + rows[1][8..<15]) }
    return Array(rows[1][..<10] + rows[1][13..<20] + rows[1][21..<28])
}
