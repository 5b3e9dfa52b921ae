package import Casework
import Foundation
import Sync

/// Somebody whom the town's folder does not name and who works here for some days.
package struct Substitute: Hashable, Sendable, Codable {
    package static let prefix = "vertretung-"

    package let clerk: ClerkID
    package let name: String
    /// The last day on which she may work here.
    package let until: CalendarDate

    /// `vertretung-07`: says nothing of who it is, and stands in the lock box and before the log-in.
    package static func id(_ number: Int) -> ClerkID { ClerkID(prefix + (number < 10 ? "0\(number)" : "\(number)")) }

    /// How the kit calls her while nobody is logged in.
    package static func title(_ clerk: ClerkID) -> String { "Vertretung \(clerk.text.dropFirst(prefix.count))" }
}

/// What somebody typed who has a code from the telephone.
package struct SubstituteClaim: Sendable {
    package let number: Int
    /// `opener ‖ ending`, without blanks and hyphens.
    package let code: String
    package let name: String
    package let until: CalendarDate

    package init(number: Int, code: String, name: String, until: CalendarDate) {
        self.number = number
        self.code = DayLock.plainCode(code)
        self.name = name
        self.until = until
    }

    var clerk: ClerkID { Substitute.id(number) }
    var opener: String { String(code.prefix(SubstituteSlip.openerLength)) }

    /// Whether the ending is the one for this name and day.
    func fits(_ check: Data) -> Bool {
        let ending = SubstituteSlip.ending(check, name: name, until: until.iso)
        return code.count == SubstituteSlip.openerLength + SubstituteSlip.endingLength && code.hasSuffix(ending)
    }
}
