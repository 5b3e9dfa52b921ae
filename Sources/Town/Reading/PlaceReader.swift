import Casework

/// `districts.yaml` and `venues.yaml`: where people live and where the suitcase stands.
struct PlaceReader {
    let log: MistakeLog

    func districts(_ node: SourceNode) -> [District]? {
        guard let section = Section(node, "districts.yaml", keys: ["districts"], log: log),
            let nodes = section.list("districts")
        else { return nil }
        let districts = nodes.map(district)
        log.unique(
            zip(districts, nodes).compactMap { entry, node in entry.map { (key: $0.key.text, place: node.place) } },
            "Den Ortsteil")
        return districts.compactMap { $0 }
    }

    private func district(_ node: SourceNode) -> District? {
        let keys = ["key", "name", "latitude", "longitude", "inhabitants", "estimated"]
        guard let section = Section(node, "Ortsteil", keys: keys, log: log) else { return nil }
        let key = section.name("key", District.self)
        let name = section.text("name")
        let coordinates = coordinates(section, "Ortsteil")
        let inhabitants = section.integer(ifPresent: "inhabitants", 0...4_000_000)
        let isEstimated = section.flag("estimated", otherwise: false)
        guard let key, let name else { return nil }
        return District(
            key: key, name: name, coordinates: coordinates, inhabitants: inhabitants, isEstimated: isEstimated)
    }

    private func coordinates(_ section: Section, _ what: String) -> District.Coordinates? {
        // Germany lies between these; a swapped pair is found as well.
        let latitude = section.degrees("latitude", 47...55.1)
        let longitude = section.degrees("longitude", 5.8...15.1)
        if section.has("latitude") != section.has("longitude") {
            let missing = section.has("latitude") ? "longitude" : "latitude"
            log.add(section.place, "Es fehlt „\(missing)“ (\(what)). Koordinaten bestehen aus latitude und longitude.")
        }
        guard let latitude, let longitude else { return nil }
        return .init(latitude: latitude, longitude: longitude)
    }

    func venues(_ node: SourceNode, districts: [String]?) -> [Venue]? {
        guard let section = Section(node, "venues.yaml", keys: ["venues"], log: log),
            let nodes = section.list("venues")
        else { return nil }
        let venues = nodes.map { venue($0, districts) }
        log.unique(
            zip(venues, nodes).compactMap { entry, node in entry.map { (key: $0.key.text, place: node.place) } },
            "Den Ort")
        return venues.compactMap { $0 }
    }

    private func venue(_ node: SourceNode, _ districts: [String]?) -> Venue? {
        let keys =
            ["key", "title", "district", "kind", "rota", "note", "latitude", "longitude"] + VenueFacilities.keys
        guard let section = Section(node, "Ort", keys: keys, log: log) else { return nil }
        let key = section.name("key", Naming.Venue.self)
        let title = section.text("title")
        let district = section.node("district").flatMap { log.reference($0, known: districts, "kein Ortsteil") }
        let kind = section.option("kind", Venue.Kind.self, "keine Art von Ort")
        let rota = section.list(ifPresent: "rota").map { $0.compactMap(rotaDay) }
        let note = section.text(ifPresent: "note")
        let coordinates = coordinates(section, "Ort")
        let facilities = FacilitiesReader(log: log).facilities(section)
        guard let key, let title, let district, let kind, let rota else { return nil }
        return Venue(
            key: key, title: title, district: DistrictKey(district), kind: kind, rota: rota, note: note,
            coordinates: coordinates, facilities: facilities)
    }

    private func rotaDay(_ node: SourceNode) -> RotaDay? {
        guard let section = Section(node, "rota", keys: ["nth", "weekday"], log: log) else { return nil }
        let nth = section.integer("nth", 1...5)
        let weekday = section.option("weekday", RotaDay.Weekday.self, "kein Wochentag")
        guard let nth, let weekday else { return nil }
        return RotaDay(nth: nth, weekday: weekday)
    }
}

extension Section {
    fileprivate func degrees(_ key: String, _ range: ClosedRange<Double>) -> Double? {
        guard let node = node(ifPresent: key) else { return nil }
        guard case .text(let text) = node.content, let number = Double(text), range.contains(number) else {
            log.add(
                node.place,
                "„\(key)“ ist eine Zahl von \(range.lowerBound) bis \(range.upperBound) mit Punkt (51.95395), hier steht \(node.kind)."
            )
            return nil
        }
        return number
    }
}
