package import Casework
import Foundation
package import Journal
import Sync

/// How long a kit goes on without hearing of the office. A stolen kit that is kept off every network stops by itself.
package struct ContactLimit: Hashable, Sendable, Codable {
    /// In the last days the pages warn.
    package static let warningDays = 7

    /// By the kit's own clock; the first start counts as a contact.
    package private(set) var last: Timestamp
    /// As the office has set it.
    package var days: Int

    package init(last: Timestamp, days: Int = KitTerms.standardDays) {
        self.last = last
        self.days = days
    }

    package enum Standing: Hashable, Sendable {
        case good
        /// Work goes on until this moment.
        case warning(until: Moment)
        /// No cases are taken in until the kit has had contact.
        case passed(days: Int)
    }

    package func standing(at now: Moment) -> Standing {
        let end = last.milliseconds + Int64(days) * Self.day
        if now.milliseconds >= end { return .passed(days: days) }
        // An office that wants contact every few days is not warned of all the time.
        let warning = Int64(min(Self.warningDays, max(1, days / 2))) * Self.day
        return now.milliseconds >= end - warning ? .warning(until: Moment(milliseconds: end)) : .good
    }

    package mutating func met(at now: Timestamp) { last = now }

    private static let day: Int64 = 86_400_000
}
