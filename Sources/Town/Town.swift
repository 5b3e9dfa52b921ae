package import Casework

/// A municipality, read from its folder and free of mistakes: every reference leads somewhere, every condition fits its field.
package struct Town: Hashable, Sendable {
    package let name: String
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    package let ags: String
    /// Amtlicher Regionalschlüssel, 12 digits, of the same municipality.
    package let ars: String
    /// 5 digits each.
    package let postCodes: [String]
    /// As it stands on papers.
    package let authority: String
    package let address: String
    /// Whom to call, on every paper.
    package let phone: String
    /// The four characters document numbers of this authority begin with, `nil` where not known.
    package let authorityCode: String?
    package let payment: Payment
    /// The federal state whose public holidays count.
    package let holidays: FederalState
    package let catalogue: Catalogue
    package let districts: [District]
    package let venues: [Venue]
    package let clerks: [Clerk]
    /// The files it was read from; what the feed sends to a kit.
    package let bundle: TownBundle

    package func venue(_ key: VenueKey) -> Venue? { venues.first { $0.key == key } }
    package func district(_ key: DistrictKey) -> District? { districts.first { $0.key == key } }
    package func clerk(_ id: ClerkID) -> Clerk? { clerks.first { $0.id == id } }

    /// The venues whose rota names this day, in the order of the file. Those that are outdoors are among them: a kit cannot open there.
    package func venues(on day: CalendarDate) -> [Venue] {
        venues.filter { venue in venue.rota.contains { $0.falls(on: day) } }
    }
}

/// How invoices are paid.
package struct Payment: Hashable, Sendable {
    /// Without blanks, check digits right.
    package let iban: String
    /// Not to be printed without saying so.
    package let isUnconfirmed: Bool
    /// Days until an invoice is due, 1 to 90.
    package let invoiceDays: Int
}

/// A federal state by its name, as public holidays differ.
package enum FederalState: String, Hashable, Sendable, CaseIterable {
    case badenWuerttemberg = "Baden-Württemberg"
    case bayern = "Bayern"
    case berlin = "Berlin"
    case brandenburg = "Brandenburg"
    case bremen = "Bremen"
    case hamburg = "Hamburg"
    case hessen = "Hessen"
    case mecklenburgVorpommern = "Mecklenburg-Vorpommern"
    case niedersachsen = "Niedersachsen"
    case nordrheinWestfalen = "Nordrhein-Westfalen"
    case rheinlandPfalz = "Rheinland-Pfalz"
    case saarland = "Saarland"
    case sachsen = "Sachsen"
    case sachsenAnhalt = "Sachsen-Anhalt"
    case schleswigHolstein = "Schleswig-Holstein"
    case thueringen = "Thüringen"
}

/// Somebody who works at a kit or in the office. Secrets are not in the town's folder.
package struct Clerk: Hashable, Sendable {
    package let id: ClerkID
    package let name: String
    /// Whose cases she sees.
    package let units: [UnitKey]
    package let worksAtKit: Bool
    package let worksInOffice: Bool
    package let isHead: Bool
}

extension Clerk {
    /// Somebody whom the town's folder does not name and who works at a kit for some days.
    package init(substitute id: ClerkID, name: String) {
        self.init(id: id, name: name, units: [], worksAtKit: true, worksInOffice: false, isHead: false)
    }
}
