import ArgumentParser
import Foundation
import Identity
import IdentityCard

struct CardRead: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract:
            "Liest einen Pass oder eine Karte eines anderen Staates und sagt, ob dem zu trauen ist; mit --terminal einen Personalausweis.",
        discussion: """
            Ohne --can kommt die maschinenlesbare Zone von der Standardeingabe. Endet mit 16, wenn der Aussteller unbekannt \
            oder das Dokument verändert ist.
            """)

    @OptionGroup var options: CardOptions

    @Option(help: "Zugangsnummer (CAN) statt der Zone.")
    var can: String?

    @Option(
        help:
            "Liest einen Personalausweis mit diesem Änderungsterminal, soweit dessen Rechte reichen (wie bei change-address)."
    )
    var terminal: String?

    @Option(help: "Datei, in die das Lichtbild geschrieben wird, wie es auf dem Chip liegt (JPEG oder JPEG 2000).")
    var photo: String?

    func run() throws {
        try explainingCard {
            if let terminal { return try readIdentityCard(terminal) }
            let today = try options.day()
            let reader = PassportReader(trusted: try options.trusted(), today: today)
            let password = try password(today)
            let channel = try options.channel()
            let begin = ContinuousClock.now
            let reading = try reader.read(channel, with: password, onStep: CardOptions.progress)
            CardOptions.report(channel, since: begin)
            tell(reading)
            if let photo, let picture = reading.photo {
                do {
                    try Data(picture.bytes).write(to: URL(filePath: photo))
                } catch {
                    throw ValidationError("\(photo) lässt sich nicht schreiben. Nennen Sie einen anderen Ort.")
                }
            }
            guard case .genuine = reading.verdict else { throw ExitCode(16) }
        }
    }

    private func readIdentityCard(_ terminal: String) throws {
        guard let can else {
            throw ValidationError("Mit --terminal gehört --can dazu: die sechs Ziffern auf der Vorderseite.")
        }
        let chosen = try TerminalOptions.parse(["--terminal", terminal, "--can", can])
        let desk = try chosen.changeTerminal(options)
        let texts: [DataGroup] = [.familyName, .birthName, .givenNames, .birthDate, .birthPlace]
        // Only what the certificates allow is asked of the card.
        let readable = (texts + [.address, .communityID]).filter { (try? desk.check([.read($0)])) != nil }
        guard !readable.isEmpty else { throw CardProblem.rightMissing(.read(.address)) }
        let channel = try options.channel()
        let begin = ContinuousClock.now
        let session = try desk.open(
            channel, with: .can(try chosen.number()), wanting: readable.map { .read($0) },
            onStep: CardOptions.progress)
        for group in readable where texts.contains(group) {
            print("\(group.germanName): \(try session.text(group))")
        }
        if readable.contains(.address), readable.contains(.communityID) {
            let residence = try session.residence()
            print("\(DataGroup.address.germanName): \(residence.address?.line ?? "unbekannte Form")")
            print("\(DataGroup.communityID.germanName): \(residence.community?.text ?? "unbekannte Form")")
        }
        CardOptions.report(channel, since: begin)
    }

    private func password(_ today: CivilDate) throws -> CardPassword {
        if let can { return .can(try CardAccessNumber.typed(can)) }
        let text = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        do {
            return .zone(try MachineReadableZone.read(text, today: today))
        } catch {
            throw ValidationError(
                "Die Zone ist nicht lesbar. Sehen Sie mit „amtskoffer mrz“ nach, welches Zeichen nicht stimmt.")
        }
    }

    private func tell(_ reading: PassportReading) {
        if let zone = reading.zone {
            print("Art:        \(zone.document.germanName)")
            for line in zone.lines { print("Zone:       \(line)") }
        } else {
            print("Zone:       auf dem Chip nicht lesbar")
        }
        print(
            "Lichtbild:  \(reading.photo.map { "\($0.format.rawValue), \($0.bytes.count) Byte" } ?? reading.photoProblem?.germanText ?? "keines")"
        )
        print("Verbindung: \(reading.usedPACE ? "PACE" : "BAC")")
        print("Echtheit:   \(reading.verdict.germanText)")
        if let difference = reading.difference { print("Vergleich:  \(difference.germanText)") }
    }
}
