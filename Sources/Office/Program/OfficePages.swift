package import Casework
import Foundation
import Hummingbird
package import Journal
package import Pages

/// The pages of the office: guards, sessions and all features' routes.
package struct OfficePages: Sendable {
    package let registry: Registry
    package let appointments: AppointmentRegistry
    let pace: PublicPace
    package let staff: StaffBook
    package let sessions: Sessions<OfficeSession>
    let cookie: SessionCookie
    let hosts: [String]
    let printer: PDFPrinter
    let attempts: AttemptLimit

    package static let idle: Duration = .seconds(30 * 60)

    /// - Parameter port: the port in the browser's address.
    package init(
        registry: Registry, appointments: AppointmentRegistry, staff: StaffBook, port: Int,
        printer: PDFPrinter = PDFPrinter(python: nil),
        pace: PublicPace, elapsed: @escaping @Sendable () -> Duration, randomness: Randomness = .system
    ) {
        self.registry = registry
        self.appointments = appointments
        self.pace = pace
        self.staff = staff
        self.printer = printer
        attempts = AttemptLimit(now: elapsed)
        let isSecure = registry.settings.pageAddress?.hasPrefix("https://") ?? false
        cookie = SessionCookie(program: "office", isSecure: isSecure)
        sessions = Sessions(
            // There is no PIN in the office: who was away for long logs in again.
            lockAfter: Self.idle * 1000, endAfter: Self.idle, now: elapsed, random: { Array(randomness.bytes($0)) })
        var hosts = ["127.0.0.1:\(port)", "localhost:\(port)", "\(registry.settings.host):\(port)"]
        if let address = registry.settings.pageAddress, let url = URL(string: address), let host = url.host() {
            hosts.append(url.port.map { "\(host):\($0)" } ?? host)
        }
        self.hosts = hosts
    }
}

package typealias OfficeContext = PageContext<OfficeSession>
typealias OfficeRoutes = RouterGroup<OfficeContext>

/// Who is logged in at the office.
package struct OfficeSession: Sendable {
    package let clerk: ClerkID
}
