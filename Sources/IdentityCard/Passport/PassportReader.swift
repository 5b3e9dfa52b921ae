package import Identity

/// What a passport's chip said, and whether to believe it.
package struct PassportReading: Sendable {
    /// Nil where the zone on the chip has wrong check digits or an unknown form.
    package let zone: MachineReadableZone?
    /// Nil where there is none in a form this house knows.
    package let photo: PassportPhoto?
    package let verdict: PassportVerdict
    /// Whether the channel was opened with PACE; else with basic access control.
    package let usedPACE: Bool
    /// Commands sent.
    package let commandCount: Int
}

/// Reads passports, and cards of other states made alike (ICAO 9303-10 and -11).
package struct PassportReader {
    private let trusted: CountryCertificates
    private let today: CivilDate
    private let randomness: CardRandomness

    package init(trusted: CountryCertificates, today: CivilDate, randomness: CardRandomness = .system) {
        (self.trusted, self.today, self.randomness) = (trusted, today, randomness)
    }

    static let application: [UInt8] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]

    /// Opens the chip with the printed zone or the CAN, and reads zone, photo and signature.
    ///
    /// - Parameter password: `.zone` or `.can`; a passport without PACE needs the zone.
    package func read(
        _ channel: any CardChannel, with password: CardPassword, onStep: ((CardStep) -> Void)? = nil
    ) throws(CardProblem) -> PassportReading {
        let link = CardLink(channel)
        link.onStep = onStep
        let info = try CardAccess.readIfAny(over: link)?.pace.first
        if let info {
            _ = try PACE(info: info, password: password, rights: nil, randomness: randomness).establish(over: link)
        }
        link.begin(.select)
        try link.select(application: Self.application)
        if info == nil {
            guard case .zone(let zone) = password else { throw .protocolUnknown(.password) }
            try BasicAccess(zone: zone, randomness: randomness).establish(over: link)
        }
        link.begin(.read)
        let present = try groupsPresent(link)
        let signature = try link.readFile(0x011D, most: 0x7FFF, in: .read)
        guard let first = try link.readFile(0x0101, most: 1024, in: .read) else { throw .fileBroken(.read) }
        let second = present?.contains(2) == false ? nil : try link.readFile(0x0102, most: 0x7FFF, in: .read)
        link.begin(.verify)
        let zone = characters(in: first).flatMap { try? MachineReadableZone.read($0, today: today) }
        var groups = [1: first]
        if let second { groups[2] = second }
        let signed = signature.map { bytes in
            Result { () throws(SignedObjectProblem) in try PassportSignature(bytes) }
        }
        // The signature decides which groups there are: a copy would leave out those it has no key for.
        for number in PassportChip.groups where (try? signed?.get())?.covers(number) == true {
            groups[number] = try proofGroup(number, link)
        }
        var verdict = try self.verdict(on: groups, signed: signed, zone: zone, password: password)
        if verdict.asksForProof {
            let proof = try PassportChip(groups, randomness: randomness).prove(over: link, rereading: (0x0101, first))
            verdict = verdict.with(proof)
        }
        return PassportReading(
            zone: zone, photo: second.flatMap { PassportPhoto(group: $0) },
            verdict: verdict, usedPACE: info != nil, commandCount: link.commandCount)
    }

    /// The numbers of the data groups by EF.COM; nil where the file is left out, as newer documents may.
    private func groupsPresent(_ link: CardLink) throws(CardProblem) -> Set<Int>? {
        guard let bytes = try link.readFile(0x011E, most: 1024, in: .read) else { return nil }
        guard let parts = try? DataObjectReader.one(0x60, in: bytes).parts(), let list = parts.first(0x5C)?.value
        else { throw .fileBroken(.read) }
        let tags: [UInt8: Int] = [0x61: 1, 0x75: 2, 0x63: 3, 0x76: 4]
        return Set(list.compactMap { tags[$0] })
    }

    /// The zone's characters as the chip holds them, lines joined.
    private func characters(in group: [UInt8]) -> String? {
        guard let text = try? DataObjectReader.one(0x61, in: group).parts().first(0x5F1F)?.value else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    /// Empty where the chip will not give it: then it is not what was signed.
    private func proofGroup(_ number: Int, _ link: CardLink) throws(CardProblem) -> [UInt8] {
        do {
            return try link.readFile(0x0100 | UInt16(number), most: 4096, in: .read) ?? []
        } catch .refused {
            return []
        }
    }

    private func verdict(
        on groups: [Int: [UInt8]], signed: Result<PassportSignature, SignedObjectProblem>?, zone: MachineReadableZone?,
        password: CardPassword
    ) throws(CardProblem) -> PassportVerdict {
        if case .zone(let printed) = password, printed.lines.joined() != groups[1].flatMap({ characters(in: $0) }) {
            return .changed(.zone)
        }
        let signature: PassportSignature
        switch signed {
        case nil: return .signerUnknown(.unsigned)
        case .failure(.curveUnknown): return .signerUnknown(.curve)
        case .failure: return .changed(.signature)
        case .success(let it): signature = it
        }
        let verdict = try signature.verdict(on: groups, trusted: trusted, today: today)
        if case .genuine = verdict, let zone, let country = IssuingState.country(ofZone: zone.issuer),
            signature.country != country
        {
            return .signerUnknown(.otherState)
        }
        return verdict
    }
}
