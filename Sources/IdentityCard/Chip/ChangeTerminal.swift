package import Identity

/// The change terminal: opens the eID application of German cards with a certificate that allows to change it.
package struct ChangeTerminal {
    private let key: any TerminalKey
    private let trusted: CountryCertificates
    private let today: CivilDate
    private let randomness: CardRandomness

    /// - Parameters:
    ///   - trusted: the country certificates under which chips are genuine.
    ///   - today: decides which certificates are good.
    package init(
        key: any TerminalKey, trusted: CountryCertificates, today: CivilDate, randomness: CardRandomness = .system
    ) {
        (self.key, self.trusted, self.today, self.randomness) = (key, trusted, today, randomness)
    }

    /// The rights an address is changed with.
    package static let addressRights: [TerminalRight] =
        ChipResidence.groups.flatMap { [.read($0), .write($0)] } + [.canAllowed]

    /// The rights a PIN is set with.
    package static let pinRights: [TerminalRight] = [.pinManagement, .canAllowed]

    /// Whether the certificates would do today; asks before a card is laid on.
    package func check(_ wanted: [TerminalRight]) throws(CardProblem) {
        let path = try TerminalPath(key.certificates, authorities: nil, today: today)
        for right in wanted where !path.rights.contains(right) { throw .rightMissing(right) }
    }

    /// Of these rights the ones all certificates grant today: what may be asked for beside the necessary.
    package func granted(_ rights: [TerminalRight]) -> [TerminalRight] {
        rights.filter { right in (try? check([right])) != nil }
    }

    /// The whole opening: password, terminal, the chip's signature, the chip itself, application.
    ///
    /// - Parameters:
    ///   - password: CAN for an office whose certificate allows it, PIN or PUK of the holder, or the printed zone.
    ///   - wanted: the rights asked of the card; each must be in the certificates.
    package func open(
        _ channel: any CardChannel, with password: CardPassword, wanting wanted: [TerminalRight],
        onStep: ((CardStep) -> Void)? = nil
    ) throws(CardProblem) -> ChipSession {
        let link = CardLink(channel, readLength: 1024)
        link.onStep = onStep
        let proved = try prove(link, password, wanting: wanted)
        try proved.chip.run(over: link, security: proved.security)
        link.begin(.select)
        try link.select(application: ChipSession.application)
        return ChipSession(link: link, rights: proved.rights, security: proved.digest)
    }

    /// Has the holder type a new PIN on the reader's own keys, and switches the online function on.
    ///
    /// The reader can protect the digits only in the channel it opened itself, and that one ends with chip authentication. So
    /// ``open(_:with:wanting:onStep:)`` comes first and proves the chip; this begins anew with the same card, up to the
    /// terminal's own proof, which PIN management asks for (TR-03110-2, 2.3).
    package func setPINOnPad(
        _ channel: any CardChannel, can number: CardAccessNumber, onStep: ((CardStep) -> Void)? = nil
    ) throws(CardProblem) {
        guard channel.pad?.offer.takesNewPIN == true else { throw .padFailed }
        let link = CardLink(channel, readLength: 1024)
        link.onStep = onStep
        try link.selectMasterFile()
        _ = try prove(link, .canThroughPad(number), wanting: Self.pinRights)
        try PINCommand.setOnPad(over: link)
        try PINCommand.switchOn(over: link)
    }

    /// What stands between laying a card on and the proof of the chip itself.
    private struct Proved {
        let chip: ChipAuthentication
        let security: SecurityInfos
        /// SHA-256 of EF.CardSecurity.
        let digest: [UInt8]
        let rights: TerminalRights
    }

    /// Password, terminal, and the state's signature over what the chip says of itself.
    private func prove(
        _ link: CardLink, _ password: CardPassword, wanting wanted: [TerminalRight]
    ) throws(CardProblem) -> Proved {
        // The CAN proves no consent of the holder; only some terminals may do with it.
        let needed = wanted.filter { $0 != .canAllowed } + (password.kind == .can ? [.canAllowed] : [])
        try check(needed)
        let access = try CardAccess.read(over: link)
        guard let pace = access.pace.first else { throw .protocolUnknown(.access) }
        let curve = access.chipCurve ?? pace.curve
        let asked = TerminalRights(needed)
        let outcome = try PACE(info: pace, password: password, rights: asked.request, randomness: randomness)
            .establish(over: link)
        let path = try TerminalPath(key.certificates, authorities: outcome.authorities, today: today)
        for right in needed where !path.rights.contains(right) { throw .rightMissing(right) }
        let chip = try ChipAuthentication(curve: curve, randomness: randomness)
        try TerminalAuthentication(key: key, path: path, pace: outcome, ephemeral: chip.compressedKey).run(over: link)

        link.begin(.security)
        let bytes = try link.readFile(short: CardSecurity.file, most: 16_384, in: .security)
        let security = try CardSecurity(bytes, trusted: trusted, today: today)
        // What the card said in the clear must be what the state signed.
        guard security.infos.pace.contains(pace) else { throw .securityForged }
        return Proved(
            chip: chip, security: security.infos, digest: try Hash.sha256.digest(bytes),
            rights: path.rights.intersection(asked))
    }
}

/// EF.CardAccess: what a card says of itself before anything is protected.
enum CardAccess {
    static let file: UInt16 = 0x011C

    /// - Throws: `.protocolUnknown(.access)` when the card has no such file.
    static func read(over link: CardLink) throws(CardProblem) -> SecurityInfos {
        guard let infos = try readIfAny(over: link) else { throw .protocolUnknown(.access) }
        return infos
    }

    /// Nil for passports without PACE.
    static func readIfAny(over link: CardLink) throws(CardProblem) -> SecurityInfos? {
        link.begin(.access)
        let bytes: [UInt8]?
        do {
            bytes = try link.readFile(file, most: 4096, in: .access)
        } catch .refused {
            return nil
        }
        guard let bytes else { return nil }
        do {
            return try SecurityInfos(bytes)
        } catch {
            throw .fileBroken(.access)
        }
    }
}
