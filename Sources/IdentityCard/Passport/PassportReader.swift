package import Identity

/// What a passport's chip said, and whether to believe it.
package struct PassportReading: Sendable {
    /// As it stands on the chip, nothing put right; nil where it has wrong check digits or an unknown form.
    package let zone: MachineReadableZone?
    /// Where the printed zone reads otherwise in letters that no check digit guards; nil where it does not, or was not needed.
    package let difference: ZoneDifference?
    /// Of a genuine document only: what nobody trusted has signed goes to no decoder.
    package let photo: PassportPhoto?
    /// Why there is no photo; nil where there is one.
    package let photoProblem: PhotoProblem?
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
        let signed = try signature(link)
        guard let first = try link.readFile(0x0101, most: 1024, in: .read) else { throw .fileBroken(.read) }
        var groups = [1: first]
        var photoProblem: PhotoProblem?
        do throws(CardProblem) {
            groups[2] = try photoGroup(present, signed, link)
        } catch .fileTooLong {
            photoProblem = .tooLong
        }
        link.begin(.verify)
        let zone = characters(in: first).flatMap { MachineReadableZone(exactly: $0, today: today) }
        // The signature decides which groups there are: a copy would leave out those it has no key for.
        for number in PassportChip.groups where signed.covers(number) { groups[number] = try signedGroup(number, link) }
        var verdict = try self.verdict(on: groups, signed: signed, zone: zone, password: password)
        if verdict.asksForProof {
            let proof = try PassportChip(groups, randomness: randomness).prove(over: link, rereading: (0x0101, first))
            verdict = verdict.with(proof)
        }
        var photo: PassportPhoto?
        if case .genuine = verdict {
            photo = groups[2].flatMap { PassportPhoto(group: $0) }
            if photo == nil, photoProblem == nil { photoProblem = .unreadable }
        } else if photoProblem == nil {
            photoProblem = .unproved
        }
        var difference: ZoneDifference?
        if case .zone(let printed) = password, let zone { difference = ZoneDifference(chip: zone, printed: printed) }
        return PassportReading(
            zone: zone, difference: difference, photo: photo, photoProblem: photo == nil ? photoProblem : nil,
            verdict: verdict, usedPACE: info != nil, commandCount: link.commandCount)
    }

    /// What came of reading EF.SOD.
    private enum Signed {
        case missing, tooLong
        case broken(SignedObjectProblem)
        case read(PassportSignature)

        func covers(_ number: Int) -> Bool {
            if case .read(let signature) = self { signature.covers(number) } else { false }
        }
    }

    private func signature(_ link: CardLink) throws(CardProblem) -> Signed {
        do throws(CardProblem) {
            guard let bytes = try link.readFile(0x011D, most: 0x7FFF, in: .read) else { return .missing }
            do throws(SignedObjectProblem) { return .read(try PassportSignature(bytes)) } catch {
                return .broken(error)
            }
        } catch .fileTooLong {
            return .tooLong
        }
    }

    /// Data group 2; nil where there is none and none was signed.
    private func photoGroup(_ present: Set<Int>?, _ signed: Signed, _ link: CardLink) throws(CardProblem) -> [UInt8]? {
        if signed.covers(2) { return try signedGroup(2, link) }
        return present?.contains(2) == false ? nil : try link.readFile(0x0102, most: 0x7FFF, in: .read)
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

    /// A group the state signed. Empty where the chip will not give it: then it is not what was signed.
    private func signedGroup(_ number: Int, _ link: CardLink) throws(CardProblem) -> [UInt8] {
        do throws(CardProblem) {
            return try link.readFile(0x0100 | UInt16(number), most: 0x7FFF, in: .read) ?? []
        } catch .refused {
            return []
        }
    }

    private func verdict(
        on groups: [Int: [UInt8]], signed: Signed, zone: MachineReadableZone?, password: CardPassword
    ) throws(CardProblem) -> PassportVerdict {
        // A letter no check digit guards may have been misread; there the signature judges, and the clerk compares.
        if case .zone(let printed) = password,
            zone.map({ $0.fields(differingFrom: printed).contains(where: \.isGuarded) }) ?? true
        {
            return .changed(.zone)
        }
        let signature: PassportSignature
        switch signed {
        case .missing: return .signerUnknown(.unsigned)
        case .tooLong: return .signerUnknown(.signatureTooLong)
        case .broken(.curveUnknown): return .signerUnknown(.curve)
        case .broken: return .changed(.signature)
        case .read(let it): signature = it
        }
        let verdict = try signature.verdict(on: groups, trusted: trusted, today: today)
        guard case .genuine = verdict else { return verdict }
        guard let zone else { return .signerUnknown(.zoneUnreadable) }
        if let country = IssuingState.country(ofZone: zone.issuer), signature.country != country {
            return .signerUnknown(.otherState)
        }
        return verdict
    }
}
