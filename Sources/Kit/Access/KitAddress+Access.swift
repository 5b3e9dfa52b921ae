package import Casework
import Foundation
import Pages

/// Addresses of the way in and out, of today, the queue and the outing.
extension KitAddress {
    package static let start = "/"
    package static let dayStart = "/tagesbeginn"
    package static let dayEnd = "/tagesende"
    package static let logIn = "/anmelden"
    package static let logOut = "/abmelden"
    package static let firstLogIn = "/anmelden/einmalcode"
    package static let substitute = "/anmelden/vertretung"
    package static let lock = "/sperren"
    package static let locked = "/gesperrt"
    package static let unlock = "/entsperren"
    package static let change = "/wechseln"
    package static let state = "/zustand"
    package static let clock = "/uhr"
    package static let integrity = "/integritaet"

    package static func logIn(as clerk: ClerkID) -> String { logIn + "?clerk=" + ReturnAddress.encode(clerk.text) }
    package static func firstLogIn(as clerk: ClerkID) -> String {
        firstLogIn + "?clerk=" + ReturnAddress.encode(clerk.text)
    }

    /// Where to go on after the log-in, the PIN or the clock.
    package static func locked(backTo address: String) -> String { locked + "?back=" + ReturnAddress.encode(address) }
    package static func clock(backTo address: String) -> String { clock + "?back=" + ReturnAddress.encode(address) }

    package static let openOuting = "/aussentermin/oeffnen"
    package static let closeOuting = "/aussentermin/schliessen"
    package static let leaving = "/abfahrt"

    package static let takeTicket = "/warteschlange/nummer"
    package static let callTicket = "/warteschlange/aufrufen"
    package static let callAgain = "/warteschlange/nochmal"
    package static let checkIn = "/warteschlange/angekommen"
    package static let missAppointment = "/warteschlange/nicht-gekommen"
    package static let parkTicket = "/warteschlange/parken"
    package static let returnTicket = "/warteschlange/zurueck"
    package static let missTicket = "/warteschlange/nicht-erschienen"
    package static let forwardTicket = "/warteschlange/weitergeben"

    package static let cases = "/vorgaenge"
    package static let cash = "/kasse"
    package static let sync = "/uebertragung"
    package static func today(newTicket: TicketNumber) -> String { today + "?neu=" + newTicket.text }
}
