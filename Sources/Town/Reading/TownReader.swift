import Casework

/// Reads the files of a town in the order in which they refer to each other.
struct TownReader {
    static let townFile = "town.yaml"
    static let plainFiles = [townFile, "units.yaml", "districts.yaml", "venues.yaml", "staff.yaml", "fields.yaml"]
    static let optionalFiles: Set = ["fields.yaml"]

    let bundle: TownBundle
    let log: MistakeLog
    /// Files that are there and could not be read; what is wrong with them is already said.
    let unread: Set<String>

    func town() -> Town? {
        checkNames()
        let facts = file(Self.townFile).flatMap { TownFacts(node: $0, log: log) }
        let organisation = file("units.yaml").flatMap { Organisation(node: $0, log: log) }
        let places = PlaceReader(log: log)
        let districts = file("districts.yaml").flatMap { places.districts($0) }
        let venues = file("venues.yaml").flatMap { places.venues($0, districts: districts?.map(\.key.text)) }
        let clerks = file("staff.yaml").flatMap { StaffReader(log: log).clerks($0, units: organisation?.unitKeys) }
        let groups = file("fields.yaml").flatMap { FieldGroups(node: $0, log: log) }
        let known = KnownKeys(
            units: organisation?.unitKeys, partners: organisation?.partnerKeys, accounts: facts?.accountKeys,
            groups: groups?.groups ?? [:], groupsAreKnown: groups != nil || !isPresent("fields.yaml"))
        let services = services(known)
        groups?.checkUnused(by: services.usedGroups, known: known)
        guard let facts, let organisation, let districts, let venues, let clerks else { return nil }
        let catalogue = Catalogue(
            hash: bundle.hash, services: services.services, units: organisation.units,
            partners: organisation.partners, accounts: facts.accounts)
        return facts.town(
            catalogue: catalogue, districts: districts, venues: venues, clerks: clerks, bundle: bundle)
    }

    private func isPresent(_ name: String) -> Bool { bundle.files[name] != nil || unread.contains(name) }

    private func file(_ name: String) -> SourceNode? {
        guard let text = bundle.files[name] else {
            if !unread.contains(name), !Self.optionalFiles.contains(name) {
                log.add(Place(file: name, line: 1), "Die Datei fehlt. Legen Sie sie an.")
            }
            return nil
        }
        return SourceFile.read(text, name: name, log: log)
    }

    private func services(_ known: KnownKeys) -> (services: [Service], usedGroups: Set<String>) {
        var services: [Service] = []
        var keys: [(key: String, place: Place)] = []
        var used: Set<String> = []
        let names = bundle.files.keys.filter(isService).sorted()
        if names.isEmpty, !unread.contains(where: isService) {
            log.add(
                Place(file: "services", line: 1),
                "Die Stadt hat keine Leistungen. Legen Sie im Ordner services je Leistung eine Datei an.")
        }
        for name in names {
            guard let node = file(name) else { continue }
            let reader = ServiceReader(log: log, known: known)
            let service = reader.service(node)
            used.formUnion(reader.usedGroups)
            if let key = reader.key { keys.append(key) }
            if let service { services.append(service) }
        }
        log.unique(keys, "Die Leistung")
        return (services, used)
    }

    private func isService(_ name: String) -> Bool {
        name.hasPrefix("services/") && name.hasSuffix(".yaml") && name.split(separator: "/").count == 2
    }

    private func checkNames() {
        for name in bundle.files.keys.sorted() where !Self.plainFiles.contains(name) && !isService(name) {
            let place = Place(file: name, line: 1)
            if name.hasSuffix(".yml") {
                log.add(place, "Dateien der Stadt enden auf .yaml. Benennen Sie die Datei um.")
            } else {
                let choices = Spelling.choices(Self.plainFiles + ["services/….yaml"], near: name)
                log.add(place, "Diese Datei gehört nicht zu einer Stadt. \(choices)")
            }
        }
    }
}

/// What services may refer to. `nil` where the file with it could not be read: nothing is said twice.
struct KnownKeys {
    let units: [String]?
    let partners: [String]?
    let accounts: [String]?
    let groups: [String: [SourceNode]]
    let groupsAreKnown: Bool
}
