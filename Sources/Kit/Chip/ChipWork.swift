import Casework
import Identity
import IdentityCard
import Synchronization

/// What is done at the chip of an identity card, from the card on the reader to the answer read back. It keeps nothing itself.
struct ChipWork {
    let cards: CardDesk
    let today: CivilDate
    /// Who works with the card.
    let clerk: ClerkID

    /// What opens the card, as it was typed; a PIN on the reader's own keys where it has some.
    enum Opening: Sendable {
        case can(CardAccessNumber)
        case pin(SecretDigits?)
    }

    /// Whose card it must be: nobody's new address goes onto another one's chip.
    struct Holder: Sendable {
        let familyName: String
        let birthDate: CalendarDate

        /// Nil where the case does not say who.
        init?(of file: CaseFile) {
            guard let values = file.applicant?.values, let name = values[.familyName]?.text,
                let birth = values[.birthDate]?.date
            else { return nil }
            (familyName, birthDate) = (name, birth)
        }
    }

    /// What tells whose card it is.
    static let holderRights: [TerminalRight] = [.read(.familyName), .read(.birthDate)]

    /// Writes an address and reads it back. `noting` is over before the first byte is written.
    /// - Returns: whether anything had to be written.
    func change(
        to after: ChipResidence, opening: Opening, holder: Holder?,
        noting: @escaping @Sendable (ChipChange) async throws -> Void
    ) async throws -> Bool {
        try await cards.talk(by: clerk) { [self] channel, onStep in
            let session = try open(channel, opening, ChangeTerminal.addressRights, holder, onStep)
            let change = try session.change(to: after)
            guard change.before != change.after else { return false }
            try CardDesk.waiting { try await noting(change) }
            try session.write(change)
            return true
        }
    }

    /// Puts an interrupted change right, on the card it was begun on.
    func settle(
        _ change: ChipChange, opening: Opening, holder: Holder?, finishing: Bool
    ) async throws -> ChipSettlement {
        try await cards.talk(by: clerk) { [self] channel, onStep in
            try open(channel, opening, ChangeTerminal.addressRights, holder, onStep)
                .settle(change, finishing: finishing)
        }
    }

    /// Sets a new PIN and switches the online function on.
    ///
    /// - Parameters:
    ///   - new: nil has its holder type it on the reader's own keys.
    ///   - noting: is over before the card is told anything of a new PIN.
    func setPIN(
        _ new: SecretDigits?, opening: Opening, holder: Holder?, noting: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await cards.talk(by: clerk) { [self] channel, onStep in
            let session = try open(channel, opening, ChangeTerminal.pinRights, holder, onStep)
            if let new {
                try CardDesk.waiting { try await noting() }
                try session.setPINAndSwitchOn(new)
            } else {
                guard channel.pad?.offer.takesNewPIN == true, case .can(let number) = opening,
                    let terminal = try cards.terminal(on: today)
                else { throw ChipHindrance.pinMissing }
                try CardDesk.waiting { try await noting() }
                try terminal.setPINOnPad(channel, can: number, onStep: onStep)
            }
        }
    }

    /// Gives a blocked PIN its tries again, with the holder's PUK; needs no right of a terminal.
    func unblock(_ puk: SecretDigits?) async throws {
        try await cards.talk(by: clerk) { channel, onStep in
            guard puk != nil || channel.pad != nil else { throw ChipHindrance.pinMissing }
            try HolderPIN(channel, onStep: onStep).unblock(puk: puk)
        }
    }

    func open(
        _ channel: any CardChannel, _ opening: Opening, _ rights: [TerminalRight], _ holder: Holder?,
        _ onStep: @escaping (CardStep) -> Void
    ) throws -> ChipSession {
        guard let terminal = try cards.terminal(on: today) else { throw ChipHindrance.withoutTerminal }
        // Asked only where the certificates allow it.
        let holder = (try? terminal.check(Self.holderRights)) == nil ? nil : holder
        var names = holder == nil ? [] : Self.holderRights
        // A card that is written must be known again.
        if rights.contains(.write(.address)) { names += terminal.granted(CardMark.rights) }
        let password: CardPassword
        switch opening {
        case .can(let number): password = .can(number)
        case .pin(let typed):
            if let typed {
                password = .pin(typed)
            } else if channel.pad != nil {
                password = .onPad(.pin)
            } else {
                throw ChipHindrance.pinMissing
            }
        }
        let session = try terminal.open(
            channel, with: password, wanting: rights + names, onStep: onStep)
        if let holder {
            let (name, birth) = (try session.text(.familyName), try session.text(.birthDate))
            let isSame =
                Transliteration.searchForm(name) == Transliteration.searchForm(holder.familyName)
                && birth == holder.birthDate.iso.filter { $0 != "-" }
            guard isSame else { throw ChipHindrance.otherHolder }
        }
        return session
    }
}

/// What is in the way besides the card.
enum ChipHindrance: Error {
    case withoutTerminal
    /// Neither the reader has keys, nor was a PIN or PUK typed.
    case pinMissing
    case addressMissing
    /// The chip says another name or birth date than the case.
    case otherHolder
    /// The journal's note of an interrupted change is of another release.
    case noteUnreadable

    var message: String {
        switch self {
        case .withoutTerminal:
            "An diesem Koffer ist kein Änderungsterminal eingerichtet. Merken Sie den Chip für den nächsten Halt vor."
        case .pinMissing: "Der Leser hat keine eigenen Tasten. Lassen Sie die Geheimzahl verdeckt am Bildschirm tippen."
        case .addressMissing: "Die neue Anschrift ist noch nicht vollständig. Tragen Sie sie zuerst im Vorgang ein."
        case .otherHolder:
            "Auf dem Chip stehen ein anderer Name oder ein anderes Geburtsdatum als im Vorgang. Es wurde nichts geschrieben. Vergleichen Sie die Karte mit der Person und ihren Angaben."
        case .noteUnreadable:
            "Die Vormerkung der unterbrochenen Änderung ist nicht lesbar. Halten Sie fest, dass der Stand des Chips ungeklärt ist."
        }
    }
}

extension ChipSettlement {
    /// - Parameter finishing: what was asked for.
    func outcome(finishing: Bool) -> ChipChangeEnded.Outcome {
        switch self {
        case .notBegun: finishing ? .written : .untouched
        case .complete: .complete
        case .finished: .finished
        case .undone: .undone
        }
    }
}
