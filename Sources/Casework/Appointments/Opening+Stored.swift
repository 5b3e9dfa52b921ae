/// As it stands in entries, messages and the office's ledger. Members may be added.
extension Opening: Codable {
    private enum Key: String, CodingKey {
        case venue, venueTitle, day, hours, pause, desks, services, walkIns
    }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        do {
            try self.init(
                venue: box.decode(VenueKey.self, forKey: .venue),
                venueTitle: box.decode(String.self, forKey: .venueTitle),
                day: box.decode(CalendarDate.self, forKey: .day), hours: box.decode(MinuteSpan.self, forKey: .hours),
                pause: box.decodeIfPresent(MinuteSpan.self, forKey: .pause),
                desks: box.decode(Int.self, forKey: .desks),
                services: box.decode([ServiceKey].self, forKey: .services),
                walkIns: box.decode(WalkInRule.self, forKey: .walkIns))
        } catch is OpeningFault {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no possible opening"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(venue, forKey: .venue)
        try box.encode(venueTitle, forKey: .venueTitle)
        try box.encode(day, forKey: .day)
        try box.encode(hours, forKey: .hours)
        try box.encodeIfPresent(pause, forKey: .pause)
        try box.encode(desks, forKey: .desks)
        try box.encode(services, forKey: .services)
        try box.encode(walkIns, forKey: .walkIns)
    }
}

extension WalkInRule: Codable {
    private enum Key: String, CodingKey { case everyNth }

    /// `{}` or `{"everyNth":4}`.
    package init(from decoder: any Decoder) throws {
        let n = try decoder.container(keyedBy: Key.self).decodeIfPresent(Int.self, forKey: .everyNth)
        self = n.map { .everyNth($0) } ?? .between
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        if case .everyNth(let n) = self { try box.encode(n, forKey: .everyNth) }
    }
}

extension MinuteSpan: Codable {
    private enum Key: String, CodingKey { case start, minutes }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        guard
            let span = MinuteSpan(
                start: try box.decode(Int.self, forKey: .start), minutes: try box.decode(Int.self, forKey: .minutes))
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not within a day"))
        }
        self = span
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(start, forKey: .start)
        try box.encode(minutes, forKey: .minutes)
    }
}
