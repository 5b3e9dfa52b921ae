/// The appointments of one opening as its events tell them: the fold of ``AppointmentEvent``. At the office until the kit takes its list.
package struct AppointmentBook: Hashable, Sendable {
    package let id: OpeningID
    /// `nil` while nothing was published.
    package internal(set) var opening: Opening?
    /// In the order in which they were made.
    package internal(set) var bookings: [Booking] = []
    /// Since the kit took its list, slots are the kit's.
    package internal(set) var isClosed = false
    /// Why the outing does not take place.
    package internal(set) var calledOff: String?
    /// How many events it has seen.
    package internal(set) var revision = 0
    package internal(set) var tokens = FormTokens()
    /// Events of other releases and such that had no place in the state they met.
    package internal(set) var irregular = 0

    var index: [BookingID: Int] = [:]

    package init(id: OpeningID) { self.id = id }

    package func booking(_ id: BookingID) -> Booking? { index[id].map { bookings[$0] } }

    /// Whether citizens can book.
    package var takesBookings: Bool { opening != nil && !isClosed && calledOff == nil }

    /// Who waits for a slot, first come first.
    package var waiting: [Booking] { bookings.filter { $0.state == .waiting } }

    /// Confirmed ones, also of people who came or did not, by time and desk.
    package var appointments: [Booking] {
        bookings.filter {
            switch $0.state {
            case .confirmed, .arrived, .missed: true
            default: false
            }
        }.sorted { ($0.taken?.span.start ?? 0, $0.taken?.desk ?? 0) < ($1.taken?.span.start ?? 0, $1.taken?.desk ?? 0) }
    }
}

extension AppointmentBook {
    /// Folds one event in. Total: any event in any order gives a book; one that has no place is counted as irregular.
    package mutating func apply(_ event: AppointmentEvent, at moment: Moment) {
        revision += 1
        if !fold(event, at: moment) { irregular += 1 }
    }

    private mutating func fold(_ event: AppointmentEvent, at moment: Moment) -> Bool {
        switch event {
        case .published(let it):
            guard it.opening.id == id, bookings.isEmpty, !isClosed, calledOff == nil else { return false }
            opening = it.opening
        case .made(let it):
            guard opening != nil, index[it.booking] == nil else { return false }
            index[it.booking] = bookings.count
            bookings.append(
                Booking(
                    id: it.booking, visits: it.visits, link: it.link, madeAt: moment,
                    origin: it.clerk.map { .clerk($0) } ?? .citizen, state: .waiting))
            tokens.note(it.token, made: it.booking.text)
        case .queued(let it): return change(it.booking) { $0 == .waiting ? $0 : nil }
        case .held(let it):
            guard isFree(it.slot, except: it.booking) else { return false }
            return change(it.booking) { state in
                switch state {
                case .waiting, .lapsed: .held(it.slot, until: it.until, isOffer: it.isOffer)
                default: nil
                }
            }
        case .extended(let it):
            let isLonger = change(it.booking) { state in
                guard case .held(let slot, _, let isOffer) = state else { return nil }
                return .held(slot, until: it.until, isOffer: isOffer)
            }
            if isLonger, let place = index[it.booking] { bookings[place].extensions += 1 }
            return isLonger
        case .lapsed(let it):
            return change(it.booking) { state in
                guard case .held(let slot, _, _) = state else { return nil }
                return .lapsed(slot)
            }
        case .confirmed(let it):
            guard isFree(it.slot, except: it.booking) else { return false }
            return change(it.booking) { state in
                switch state {
                case .waiting, .held, .lapsed: .confirmed(it.slot)
                default: nil
                }
            }
        case .moved(let it):
            guard isFree(it.slot, except: it.booking) else { return false }
            return change(it.booking) { state in
                if case .confirmed = state { .confirmed(it.slot) } else { nil }
            }
        case .cancelled(let it):
            return change(it.booking) { state in
                switch state {
                case .waiting, .held, .confirmed, .lapsed: .cancelled(it.reason)
                default: nil
                }
            }
        case .arrived(let it):
            return change(it.booking) { state in
                switch state {
                case .confirmed(let slot), .missed(let slot): .arrived(slot)
                default: nil
                }
            }
        case .missed(let it):
            return change(it.booking) { state in
                if case .confirmed(let slot) = state { .missed(slot) } else { nil }
            }
        case .closed: isClosed = true
        case .calledOff(let it): calledOff = it.reason
        case .unknown: return false
        }
        return true
    }

    private mutating func change(_ id: BookingID, _ next: (Booking.State) -> Booking.State?) -> Bool {
        guard let place = index[id], let state = next(bookings[place].state) else { return false }
        bookings[place].state = state
        return true
    }

    /// The promise of the book: a slot is one booking's.
    func isFree(_ slot: Slot, except own: BookingID?) -> Bool {
        guard let opening, (1...opening.desks).contains(slot.desk) else { return false }
        return !bookings.contains { booking in
            booking.id != own && (booking.taken?.collides(with: slot) ?? false)
        }
    }
}
