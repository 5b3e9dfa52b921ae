import Casework

/// What a venue in `venues.yaml` says of power, network, doors and hours. Everything may be left out.
struct FacilitiesReader {
    let log: MistakeLog

    func facilities(_ section: Section) -> VenueFacilities {
        VenueFacilities(
            hasPower: flag(section, "power"), network: section.node(ifPresent: "network").flatMap(network),
            isBarrierFree: flag(section, "barrierFree"), isHeated: flag(section, "heating"),
            isPrivate: flag(section, "privacy"), keyHolder: section.text(ifPresent: "keyHolder", max: 80),
            cost: section.node(ifPresent: "cost").flatMap { log.money($0, "cost") }, opening: opening(section))
    }

    private func flag(_ section: Section, _ key: String) -> Bool? {
        section.node(ifPresent: key).flatMap { log.flag($0, key) }
    }

    private func network(_ node: SourceNode) -> VenueFacilities.Network? {
        guard let section = Section(node, "network", keys: ["bars", "kilobits", "measured"], log: log) else {
            return nil
        }
        let bars = section.integer("bars", 0...5)
        let kilobits = section.integer("kilobits", 0...10_000_000)
        let measured = section.node("measured").flatMap(day)
        guard let bars, let kilobits, let measured else { return nil }
        return .init(bars: bars, kilobits: kilobits, measured: measured)
    }

    private func day(_ node: SourceNode) -> CalendarDate? {
        guard case .text(let text) = node.content, let day = CalendarDate(iso: text) else {
            log.add(node.place, "„measured“ ist ein Tag wie 2026-03-12, hier steht \(node.kind).")
            return nil
        }
        return day
    }

    private func opening(_ section: Section) -> [VenueFacilities.OpenWindow] {
        let nodes = section.list(ifPresent: "open") ?? []
        var windows: [VenueFacilities.OpenWindow] = []
        for node in nodes {
            guard let window = window(node) else { continue }
            if windows.contains(where: {
                $0.weekday == window.weekday && $0.from < window.until && window.from < $0.until
            }) {
                log.add(
                    node.place,
                    "Dieses Zeitfenster überschneidet sich mit einem am selben Tag. Fassen Sie beide zusammen.")
            }
            windows.append(window)
        }
        return windows.sorted { ($0.weekday.number, $0.from) < ($1.weekday.number, $1.from) }
    }

    private func window(_ node: SourceNode) -> VenueFacilities.OpenWindow? {
        guard let section = Section(node, "open", keys: ["weekday", "from", "until"], log: log) else { return nil }
        let weekday = section.option("weekday", RotaDay.Weekday.self, "kein Wochentag")
        let from = section.node("from").flatMap { minutes($0, "from") }
        let until = section.node("until").flatMap { minutes($0, "until") }
        guard let weekday, let from, let until else { return nil }
        guard from < until else {
            section.mistake("until", "„until“ liegt nicht nach „from“. Tauschen Sie die Uhrzeiten.")
            return nil
        }
        return .init(weekday: weekday, from: from, until: until)
    }

    /// `08:30` to `24:00`.
    private func minutes(_ node: SourceNode, _ key: String) -> Int? {
        if case .text(let text) = node.content {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if parts.map(\.utf8.count) == [2, 2],
                parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
                let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= 1440
            {
                return hours * 60 + minutes
            }
        }
        log.add(node.place, "„\(key)“ ist eine Uhrzeit von 00:00 bis 24:00 (08:30), hier steht \(node.kind).")
        return nil
    }
}
