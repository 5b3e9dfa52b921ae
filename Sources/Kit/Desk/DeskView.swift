package import Casework
package import Journal
package import Sync
package import Town

/// What a page or a decision looks at: a copy of the desk at one moment.
package struct DeskView: Sendable {
    package let state: DeskState
    package let town: Town
    package let now: Moment
    /// Set when the stored journal cannot be believed; nothing is written then.
    package let fault: IntegrityFault?
    package let sync: SyncProgress?
    /// The office has entries of this kit that this disk lacks: it was put back to an older state.
    package let isBehindOffice: Bool
    /// Why date and time cannot be true, in words; nil when they can.
    package let clockDoubt: ClockDoubt?
    /// Whether the kit has been without the office for too long.
    package let contact: ContactLimit.Standing
    /// As they stood when the page was asked for.
    package let devices: [DeviceState]
    /// The last entry.
    package var head: Head?
    package var mirror = MirrorStanding()
    /// Another laptop carries this kit on; nothing is written here.
    package var successor: Successor?
    /// Attachments whose file on this laptop is bad; see ``Desk``.
    package var damaged: Set<KeyID> = []
    package var damagedAttachments: Set<AttachmentID> { Set(damaged.map { AttachmentID($0.hex) }) }

    /// Whether everything written is on the mirror, or there is none.
    package var isMirrored: Bool { !mirror.isSetUp || mirror.holds(head) }

    package var today: CalendarDate { now.germanDay ?? CalendarDate(year: 1970, month: 1, day: 1)! }
    /// Today, where the clock can be believed.
    package var believedDay: CalendarDate? { clockDoubt == nil ? today : nil }
    package var outing: Outing? { state.outing }
    /// The day of the open outing where that is not today: it was forgotten, and nobody new begins in it.
    package var forgottenDay: CalendarDate? {
        guard let day = outing?.opening?.day, let believedDay, day != believedDay else { return nil }
        return day
    }
    package var catalogue: Catalogue { town.catalogue }

    /// Why no cases are taken in: the office said so, or was not heard of for too long.
    package var lock: DeskFault? {
        if let reason = state.feed.lock { return .lockedByOffice(reason) }
        if case .passed(let days) = contact { return .lockedByAbsence(days: days) }
        return nil
    }

    package func openCase(_ number: CaseNumber) throws(DeskFault) -> Case {
        guard let found = state.cases[number] else { throw .noSuchCase(number) }
        return found
    }

    package func service(of item: Case) throws(DeskFault) -> Service {
        guard let key = item.opening?.service, let service = catalogue.service(key) else { throw .noSuchService }
        return service
    }

    package func clerkName(_ id: ClerkID) -> String { town.clerk(id)?.name ?? substituteName(id) ?? id.text }

    private func substituteName(_ id: ClerkID) -> String? {
        state.books.values.lazy.flatMap(\.substitutes).first { $0.clerk == id }?.name
    }
}

/// Why the kit's clock cannot be true.
package enum ClockDoubt: Hashable, Sendable {
    /// The last entry is later than the clock.
    case ranBackwards(last: Moment)
    /// The office's last time is later than the clock, or the clock is more than a year ahead of it.
    case againstOffice(Moment)

    package var message: String {
        switch self {
        case .ranBackwards(let last):
            "Die Uhr dieses Koffers steht vor dem letzten Eintrag vom \(last.germanDay?.german ?? "") \(last.germanClock) Uhr. Geben Sie Datum und Uhrzeit ein."
        case .againstOffice(let office):
            "Die Uhr dieses Koffers passt nicht zur Zentrale (zuletzt \(office.germanDay?.german ?? "") \(office.germanClock) Uhr). Geben Sie Datum und Uhrzeit ein."
        }
    }
}
