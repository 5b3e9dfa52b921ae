import Casework
import Pages
import Town

/// Where and when the rest of an incomplete case can follow: the same venue's next date by the rota, other stops, the town hall.
struct FollowUpStop: Hashable, Sendable {
    /// `Straach · ehem. Gaststätte Lindenhof, Montag, 4. Januar 2027`
    let text: String

    /// The likeliest first.
    static func proposals(for file: CaseFile) -> [FollowUpStop] {
        let (view, town) = (file.view, file.view.town)
        var stops: [FollowUpStop] = []
        let key = file.item.opening?.venue
        if let venue = key.flatMap(town.venue), let day = venue.nextDay(after: view.today, in: town) {
            stops.append(FollowUpStop(text: "\(venue.title), \(GermanText.longDate(day))"))
        }
        let others = town.venues.filter { $0.kind == .room && $0.key != key }
            .compactMap { venue in venue.nextDay(after: view.today, in: town).map { (venue, $0) } }
            .sorted { ($0.1, $0.0.title) < ($1.1, $1.0.title) }
        stops += others.prefix(2).map { FollowUpStop(text: "\($0.0.title), \(GermanText.longDate($0.1))") }
        if let unit = file.unit {
            let hours = unit.hours.map { " (\($0))" } ?? ""
            stops.append(FollowUpStop(text: "\(unit.title.de), \(unit.place)\(hours)"))
        }
        return stops
    }
}

extension Venue {
    /// The next day of its rota that is no public holiday, up to a year ahead.
    func nextDay(after day: CalendarDate, in town: Town) -> CalendarDate? {
        for days in 1...366 {
            guard let candidate = day.adding(days: days) else { return nil }
            if rota.contains(where: { $0.falls(on: candidate) }), town.holiday(on: candidate) == nil {
                return candidate
            }
        }
        return nil
    }
}

extension CaseFile {
    /// Who has the case after the transfer.
    var unit: Unit? { item.opening.flatMap { view.catalogue.unit($0.unit) } }

    var partner: Partner? { item.opening?.partner.flatMap(view.catalogue.partner) }
}
