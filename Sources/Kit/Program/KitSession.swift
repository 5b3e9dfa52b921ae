package import Casework
import Hummingbird
package import Pages

/// Who is at the desk in this browser.
package struct DeskClerk: Hashable, Sendable {
    package let id: ClerkID
    package let name: String

    package init(id: ClerkID, name: String) {
        self.id = id
        self.name = name
    }
}

package typealias KitContext = PageContext<DeskClerk>

extension PageContext<DeskClerk> {
    /// The clerk of the session; routes behind the log-in always have one.
    package var clerk: DeskClerk {
        get throws {
            guard let session else { throw Pages.Refusal.otherSession }
            return session.person
        }
    }

    /// The form's once-token: makes a double click the same command.
    package var once: String? { form["once"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The revision the page showed.
    package var seen: Int? { form["revision"].flatMap(Int.init) }

    package var formToken: FormToken { session?.formToken ?? .none }
}
