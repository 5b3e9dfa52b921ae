package import Casework

/// Dates for the citizen's own calendar (RFC 5545, iCalendar).
package struct CalendarFile: Sendable {
    package enum Time: Hashable, Sendable {
        /// The whole of it.
        case day(CalendarDate)
        case span(from: Moment, to: Moment)
    }

    package struct Event: Hashable, Sendable {
        /// Unique for ever: the same date at the same venue has the same.
        package let id: String
        package let time: Time
        package let title: String
        package let place: String
        package let text: String

        package init(id: String, time: Time, title: String, place: String, text: String) {
            (self.id, self.time, self.title, self.place, self.text) = (id, time, title, place, text)
        }
    }

    package let name: String
    package let events: [Event]
    /// When it was made.
    package let made: Moment

    package init(name: String, events: [Event], made: Moment) {
        (self.name, self.events, self.made) = (name, events, made)
    }

    package var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Amtskoffer//Termine//DE", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:\(Self.escaped(name))",
        ]
        for event in events {
            lines +=
                [
                    "BEGIN:VEVENT", "UID:\(Self.escaped(event.id))", "DTSTAMP:\(Self.utc(made))",
                ] + Self.lines(of: event.time)
            lines += [
                "SUMMARY:\(Self.escaped(event.title))", "LOCATION:\(Self.escaped(event.place))",
                "DESCRIPTION:\(Self.escaped(event.text))", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    private static func lines(of time: Time) -> [String] {
        switch time {
        case .day(let day):
            [
                "DTSTART;VALUE=DATE:\(compact(day))", "DTEND;VALUE=DATE:\(compact(day.adding(days: 1) ?? day))",
                // Nobody is busy all day because the office is there.
                "TRANSP:TRANSPARENT",
            ]
        case .span(let from, let to): ["DTSTART:\(utc(from))", "DTEND:\(utc(to))"]
        }
    }

    /// `20261207T080000Z`: in UTC, so that no zone has to be described.
    private static func utc(_ moment: Moment) -> String {
        let seconds = Int(moment.milliseconds / 1000)
        let day = CalendarDate(dayNumber: seconds / 86_400)
        let time = seconds % 86_400
        return "\(day.map(compact) ?? "")T\(two(time / 3600))\(two(time / 60 % 60))\(two(time % 60))Z"
    }

    private static func compact(_ day: CalendarDate) -> String { day.iso.filter { $0 != "-" } }
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// "A BACKSLASH, SEMICOLON or COMMA MUST be escaped" (3.3.11).
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n")
    }

    /// "Lines of text SHOULD NOT be longer than 75 octets" (3.1), and no letter is cut in two.
    private static func folded(_ line: String) -> String {
        var (text, length) = ("", 0)
        for letter in line {
            let size = letter.utf8.count
            if length + size > 75 {
                text += "\r\n "
                length = 1
            }
            text.append(letter)
            length += size
        }
        return text
    }
}
