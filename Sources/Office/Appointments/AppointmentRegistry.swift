package import Casework
import Crypto
import Foundation
import GRDB
import Journal
import Sync

/// The appointments of all openings. Decisions run one at a time, and what was decided is durable before anybody sees it: so a slot is never
/// two people's, however many ask at once.
package actor AppointmentRegistry {
    /// Days after the outing for which is kept who had booked.
    package static let keptDays = 7

    nonisolated let ledger: SQLiteOfficeLedger
    private nonisolated let clock: WallClock
    let seal: AppointmentSeal
    private let feedKey: Curve25519.Signing.PrivateKey
    private var books: [OpeningID: AppointmentBook] = [:]
    /// Where each booking stands now.
    private var places: [BookingID: OpeningID] = [:]
    /// By the hash of the private link.
    private var links: [String: BookingID] = [:]

    init(folder: OfficeFolder, ledger: SQLiteOfficeLedger, clock: WallClock) throws {
        self.ledger = ledger
        self.clock = clock
        seal = AppointmentSeal(atRest: try folder.secrets().atRestKey)
        feedKey = try Curve25519.Signing.PrivateKey(rawRepresentation: folder.identity().signingKey)
    }

    nonisolated var now: Moment { Moment(milliseconds: clock.now().milliseconds) }

    /// Folds what is stored. Kits that are to have a list and cannot, because the office was restored, are sent it again.
    package func load(_ catalogue: Catalogue) throws {
        try ledger.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT opening, at, type, version, body FROM appointment ORDER BY place")
            while let row = try rows.next() {
                let event = try AppointmentEvent.codec.decode(type: row[2], version: row[3], body: row[4])
                fold(event, of: OpeningID(row[0]), at: Moment(milliseconds: row[1]))
            }
        }
        let epoch = try ledger.epoch()
        let today = now.germanDay
        try ledger.write { db in
            for row in try Row.fetchAll(
                db, sql: "SELECT opening, kits FROM appointmentSheet WHERE epoch <> ?", arguments: [epoch])
            {
                guard let book = books[OpeningID(row[0])], let day = book.opening?.day, today.map({ day >= $0 }) ?? true
                else { continue }
                try ship(book, to: Self.kits(row[1]), catalogue, db)
            }
        }
    }

    private func fold(_ event: AppointmentEvent, of id: OpeningID, at moment: Moment) {
        books[id, default: AppointmentBook(id: id)].apply(event, at: moment)
        guard case .made(let made) = event else { return }
        places[made.booking] = id
        links[made.link] = made.booking
    }

    // MARK: Looking

    package func book(_ id: OpeningID) -> AppointmentBook? { books[id].flatMap { $0.opening == nil ? nil : $0 } }

    /// Openings from a day on, by day, hour and place.
    package func openings(from day: CalendarDate) -> [AppointmentBook] {
        books.values.filter { ($0.opening?.day).map { $0 >= day } ?? false }.sorted { left, right in
            guard let one = left.opening, let two = right.opening else { return false }
            return (one.day, one.hours.start, one.venueTitle) < (two.day, two.hours.start, two.venueTitle)
        }
    }

    package func find(_ link: PrivateLink) -> (book: AppointmentBook, booking: Booking)? {
        guard let id = links[link.hash], let place = places[id], let book = books[place],
            let booking = book.booking(id), isSame(booking.link, link.hash)
        else { return nil }
        return (book, booking)
    }

    /// What the same form made before.
    package func made(_ link: PrivateLink) -> BookingID? { links[link.hash] }

    /// Takes as long for a wrong one as for a right one.
    private func isSame(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Nil where nobody said who she is, or that is erased.
    package nonisolated func booker(of id: BookingID) throws -> Booker? {
        try ledger.read { db in
            try Data.fetchOne(db, sql: "SELECT sealed FROM booker WHERE booking = ?", arguments: [id.text])
        }.flatMap { seal.open($0, as: id.text) }
    }

    package nonisolated func bookers(of opening: OpeningID) throws -> [BookingID: Booker] {
        let rows = try ledger.read { db in
            try Row.fetchAll(db, sql: "SELECT booking, sealed FROM booker WHERE opening = ?", arguments: [opening.text])
                .map { (BookingID($0[0]), $0[1] as Data) }
        }
        return Dictionary(
            rows.compactMap { id, sealed in
                (seal.open(sealed, as: id.text) as Booker?).map { (id, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// A number nobody has.
    package func freshNumber() -> BookingID {
        var generator = SystemRandomNumberGenerator()
        while true {
            let id = BookingID(CitizenCode(using: &generator).text)
            if places[id] == nil { return id }
        }
    }

    // MARK: Deciding

    /// - Parameter booker: who it is, kept in one step with what was decided.
    /// - Returns: the book after it.
    @discardableResult
    package func carryOut(
        _ command: AppointmentCommand, on id: OpeningID, booker: (of: BookingID, is: Booker)? = nil,
        _ catalogue: Catalogue
    ) throws -> AppointmentBook {
        let now = now
        let book = books[id] ?? AppointmentBook(id: id)
        let events = try book.decide(command, at: now)
        guard !events.isEmpty else { return book }
        try ledger.write { db in
            try store(events, of: id, at: now, db)
            if let booker { try keep(booker.is, as: booker.of, in: id, db) }
            try tellKits(book.applying(events, at: now), catalogue, db)
        }
        for event in events { fold(event, of: id, at: now) }
        return books[id] ?? book
    }

    /// To another opening, in one step: the old slot is free in the moment in which the new one is taken, never before.
    package func move(_ id: BookingID, to target: OpeningID, start: Int, _ catalogue: Catalogue) throws {
        guard let origin = places[id], let old = books[origin], let booking = old.booking(id) else {
            throw AppointmentRefusal.noSuchBooking
        }
        guard origin != target else {
            try carryOut(AppointmentCommand(.move(id, start: start)), on: origin, catalogue)
            return
        }
        guard booking.isConfirmed else { throw AppointmentRefusal.notConfirmed }
        guard let new = books[target] else { throw AppointmentRefusal.notPublished }
        let now = now
        // It may have been there before.
        guard new.booking(id) == nil else { throw AppointmentRefusal.alreadyCancelled }
        let booked = try new.decide(
            AppointmentCommand(.book(id, booking.visits, start: start, link: booking.link)), at: now)
        let left = try old.decide(AppointmentCommand(.cancel(id, .movedTo(target))), at: now)
        try ledger.write { db in
            try store(left, of: origin, at: now, db)
            try store(booked, of: target, at: now, db)
            try db.execute(
                sql: "UPDATE booker SET opening = ? WHERE booking = ?", arguments: [target.text, id.text])
            try tellKits(old.applying(left, at: now), catalogue, db)
        }
        for event in left { fold(event, of: origin, at: now) }
        for event in booked { fold(event, of: target, at: now) }
    }

    private func store(_ events: [AppointmentEvent], of id: OpeningID, at now: Moment, _ db: Database) throws {
        for event in events {
            let encoded = try AppointmentEvent.codec.encode(event)
            try db.cachedStatement(
                sql: "INSERT INTO appointment (opening, at, type, version, body) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [id.text, now.milliseconds, encoded.type, encoded.version, encoded.body])
        }
    }

    private func keep(_ booker: Booker, as id: BookingID, in opening: OpeningID, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO booker VALUES (?, ?, ?)",
            arguments: [id.text, opening.text, try seal.seal(booker, as: id.text)])
    }

    // MARK: The kit's list

    /// Closes the booking and gives the list to kits, in one step: from then on the slots are the kit's.
    package func handOver(_ id: OpeningID, to kits: [UInt16], by clerk: ClerkID, _ catalogue: Catalogue) throws {
        guard let book = books[id] else { throw AppointmentRefusal.notPublished }
        let now = now
        let events = try book.decide(AppointmentCommand(by: clerk, .close), at: now)
        let after = book.applying(events, at: now)
        try ledger.write { db in
            try store(events, of: id, at: now, db)
            let before = try String.fetchOne(
                db, sql: "SELECT kits FROM appointmentSheet WHERE opening = ?", arguments: [id.text])
            let all = (before.map(Self.kits) ?? []) + kits
            try ship(after, to: Array(Set(all)).sorted(), catalogue, db)
        }
        for event in events { fold(event, of: id, at: now) }
    }

    /// What a kit that has the list has to hear of.
    private func tellKits(_ book: AppointmentBook, _ catalogue: Catalogue, _ db: Database) throws {
        guard book.isClosed else { return }
        let kits = try String.fetchOne(
            db, sql: "SELECT kits FROM appointmentSheet WHERE opening = ?", arguments: [book.id.text])
        if let kits { try ship(book, to: Self.kits(kits), catalogue, db) }
    }

    private func ship(_ book: AppointmentBook, to kits: [UInt16], _ catalogue: Catalogue, _ db: Database) throws {
        guard let opening = book.opening else { return }
        let appointments = try book.appointments.compactMap { booking -> AppointmentSheet.Appointment? in
            guard let slot = booking.taken else { return nil }
            let sealed = try Data.fetchOne(
                db, sql: "SELECT sealed FROM booker WHERE booking = ?", arguments: [booking.id.text])
            let booker: Booker? = sealed.flatMap { seal.open($0, as: booking.id.text) }
            return AppointmentSheet.Appointment(
                booking: booking.id, slot: slot, visits: booking.visits, wish: booking.wish(catalogue),
                name: booker?.name ?? "", phone: booker?.phone, isCancelled: false)
        }
        let sheet = AppointmentSheet(
            opening: opening, revision: book.revision, appointments: appointments, calledOff: book.calledOff)
        let secret = try JSONEncoder().encode(sheet)
        for kit in kits {
            var pen = try FeedPen(ledger, kit: kit, key: feedKey, at: clock.now(), db)
            try pen?.write(.appointments, secret: secret)
        }
        try db.execute(
            sql: "INSERT OR REPLACE INTO appointmentSheet VALUES (?, ?, ?)",
            arguments: [
                book.id.text, try ledger.number("epoch", db), kits.map(String.init).joined(separator: " "),
            ])
    }

    private static func kits(_ text: String) -> [UInt16] { text.split(separator: " ").compactMap { UInt16($0) } }

    /// Numbers of the kits that have the list.
    package nonisolated func kitsWithList(of id: OpeningID) throws -> [UInt16] {
        try ledger.read { db in
            try String.fetchOne(db, sql: "SELECT kits FROM appointmentSheet WHERE opening = ?", arguments: [id.text])
        }.map(Self.kits) ?? []
    }

    // MARK: What time brings

    /// Minutes before an opening at which the list goes to all kits, where nobody has given it to one: nobody drives without.
    package static let handOverMinutes = 60

    /// Lets reservations lapse, offers what came free to those who wait, gives lists to kits, erases who had booked.
    package func passTime(_ catalogue: Catalogue) throws {
        let now = now
        guard let today = now.germanDay else { return }
        for book in openings(from: today) {
            let isWaiting = book.bookings.contains { booking in
                switch booking.state {
                case .waiting: true
                case .held(_, let until, _): until <= now
                default: false
                }
            }
            if isWaiting { try carryOut(AppointmentCommand(.passTime), on: book.id, catalogue) }
            if book.takesBookings, let begin = book.opening?.hours.start, let opening = book.opening,
                let due = opening.moment(begin), due.adding(minutes: -Self.handOverMinutes) <= now
            {
                let kits = try ledger.kits().filter { $0.kit.state == .active }.map(\.kit.number)
                try handOver(book.id, to: kits, by: .office, catalogue)
            }
        }
        let over = books.values.filter { book in
            (book.opening?.day.adding(days: Self.keptDays)).map { $0 < today } ?? false
        }
        try ledger.write { db in
            for book in over { try db.execute(sql: "DELETE FROM booker WHERE opening = ?", arguments: [book.id.text]) }
        }
    }
}

extension AppointmentBook {
    func applying(_ events: [AppointmentEvent], at moment: Moment) -> AppointmentBook {
        var book = self
        for event in events { book.apply(event, at: moment) }
        return book
    }
}

extension Booking {
    /// The services in words.
    func wish(_ catalogue: Catalogue, _ language: Language = .german) -> String {
        visits.map { visit in
            let title = catalogue.service(visit.service)?.title.text(language) ?? visit.service.text
            return visit.persons == 1 ? title : "\(visit.persons) × \(title)"
        }.joined(separator: ", ")
    }
}
