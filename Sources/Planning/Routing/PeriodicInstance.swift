/// Customers to visit on some of the days of a period, and the vehicles of each day: the periodic vehicle routing problem.
///
/// Distances are Euclidean, in the unit of the coordinates; driving a unit of distance takes a unit of time, as in the
/// literature (Cordeau, Gendreau and Laporte 1997). An instance that exists can be planned for each customer by herself.
package struct PeriodicInstance: Equatable, Sendable {
    package struct Customer: Equatable, Sendable {
        /// As written in the source.
        package let number: Int
        package let x, y: Double
        /// Time at the customer, at each visit.
        package let service: Double
        /// Load at each visit.
        package let demand: Double
        /// One of these sets of days must be chosen; never empty, no set is.
        package let combinations: [DaySet]

        package init(
            number: Int, x: Double, y: Double, service: Double, demand: Double, combinations: [DaySet]
        ) {
            (self.number, self.x, self.y) = (number, x, y)
            (self.service, self.demand, self.combinations) = (service, demand, combinations)
        }
    }

    /// What a vehicle can do on a day.
    package struct Day: Equatable, Sendable {
        package let capacity: Double
        /// Longest time of a route, driving and service; `nil`: no limit.
        package let longest: Double?

        package init(capacity: Double, longest: Double?) { (self.capacity, self.longest) = (capacity, longest) }
    }

    package let name: String
    package let depot: Place
    package let days: [Day]
    /// Vehicles on each day, all at the depot.
    package let vehicles: Int
    package let customers: [Customer]

    /// A point in the plane.
    package struct Place: Equatable, Sendable {
        package let x, y: Double

        package init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
    }

    package static let mostDays = 31
    package static let mostCustomers = 2_000
    package static let mostVehicles = 1_000
    /// Days × vehicles × customers: what the search keeps a record for.
    package static let mostRecords = 5_000_000
    /// Larger numbers would lose the digits behind the point.
    package static let largest = 1e9

    /// - Throws: `InstanceFault` for the first thing that does not fit.
    package init(name: String, depot: Place, days: [Day], vehicles: Int, customers: [Customer]) throws(InstanceFault) {
        guard (1...Self.mostDays).contains(days.count) else { throw .days(days.count) }
        guard (1...Self.mostVehicles).contains(vehicles) else { throw .vehicles(vehicles) }
        guard (1...Self.mostCustomers).contains(customers.count) else { throw .customers(customers.count) }
        guard days.count * min(vehicles, customers.count) * customers.count <= Self.mostRecords else { throw .tooLarge }
        guard Self.isUsable(depot.x), Self.isUsable(depot.y) else { throw .depot }
        for (index, day) in days.enumerated() {
            let longest = day.longest ?? 1
            guard Self.isUsable(day.capacity), day.capacity >= 0, Self.isUsable(longest), longest > 0 else {
                throw .day(index + 1)
            }
        }
        (self.name, self.depot, self.days) = (name, depot, days)
        (self.vehicles, self.customers) = (vehicles, customers)
        var numbers: Set<Int> = []
        for customer in customers {
            guard numbers.insert(customer.number).inserted else { throw .twice(customer: customer.number) }
            try check(customer)
        }
    }

    private func check(_ customer: Customer) throws(InstanceFault) {
        guard [customer.x, customer.y, customer.service, customer.demand].allSatisfy(Self.isUsable),
            customer.service >= 0, customer.demand >= 0
        else { throw .numbers(customer: customer.number) }
        guard !customer.combinations.isEmpty else { throw .noCombination(customer: customer.number) }
        for combination in customer.combinations
        where combination.isEmpty || combination.last.map({ $0 >= days.count }) ?? true {
            throw .combination(customer: customer.number)
        }
        let (dx, dy) = (customer.x - depot.x, customer.y - depot.y)
        let alone = 2 * (dx * dx + dy * dy).squareRoot() + customer.service
        let fits = customer.combinations.contains { combination in
            combination.allSatisfy { customer.demand <= days[$0].capacity && alone <= days[$0].longest ?? .infinity }
        }
        guard fits else { throw .tooMuch(customer: customer.number) }
    }

    private static func isUsable(_ number: Double) -> Bool { number.magnitude <= largest }
}

/// Why an instance cannot be planned; a person reads it.
package enum InstanceFault: Error, Equatable, Sendable, CustomStringConvertible {
    case days(Int)
    case vehicles(Int)
    case customers(Int)
    case tooLarge
    case depot
    /// From 1.
    case day(Int)
    case twice(customer: Int)
    case numbers(customer: Int)
    case noCombination(customer: Int)
    case combination(customer: Int)
    case tooMuch(customer: Int)

    package var description: String {
        switch self {
        case .days(let count):
            "\(count) Tage lassen sich nicht planen. Geben Sie 1 bis \(PeriodicInstance.mostDays) an."
        case .vehicles(let count):
            "\(count) Fahrzeuge lassen sich nicht planen. Geben Sie 1 bis \(PeriodicInstance.mostVehicles) an."
        case .customers(let count):
            "\(count) Kunden lassen sich nicht planen. Geben Sie 1 bis \(PeriodicInstance.mostCustomers) an."
        case .tooLarge: "Tage × Fahrzeuge × Kunden sind zu viele. Teilen Sie die Aufgabe."
        case .depot: "Der Ort des Depots ist keine brauchbare Zahl. Prüfen Sie seine Koordinaten."
        case .day(let day):
            "Ladung oder Dauer am \(day). Tag ist keine brauchbare Zahl. Geben Sie Zahlen ab 0 an."
        case .twice(let customer): "Kunde \(customer) kommt zweimal vor. Geben Sie jedem eine eigene Nummer."
        case .numbers(let customer):
            "Kunde \(customer): Ort, Dauer oder Menge ist keine brauchbare Zahl. Geben Sie Dauer und Menge ab 0 an."
        case .noCombination(let customer):
            "Kunde \(customer) hat keine Besuchstage zur Wahl. Nennen Sie wenigstens eine Kombination."
        case .combination(let customer):
            "Kunde \(customer): Eine Kombination nennt keinen Tag oder einen außerhalb des Zeitraums. Nennen Sie nur seine Tage."
        case .tooMuch(let customer):
            "Kunde \(customer) passt an keiner seiner Kombinationen in ein leeres Fahrzeug. Senken Sie Menge oder Dauer, oder erhöhen Sie die Grenzen."
        }
    }
}
