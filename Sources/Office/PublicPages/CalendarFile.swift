package import Casework

/// Dates for the citizen's own calendar (RFC 5545, iCalendar): whole days where no hours are published.
package struct CalendarFile: Sendable {
    package struct Event: Hashable, Sendable {
        /// Unique for ever: the same date at the same venue has the same.
        package let id: String
        package let day: CalendarDate
        package let title: String
        package let place: String
        package let text: String

        package init(id: String, day: CalendarDate, title: String, place: String, text: String) {
            (self.id, self.day, self.title, self.place, self.text) = (id, day, title, place, text)
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
            lines += [
                "BEGIN:VEVENT", "UID:\(Self.escaped(event.id))", "DTSTAMP:\(stamp)",
                "DTSTART;VALUE=DATE:\(Self.compact(event.day))",
                "DTEND;VALUE=DATE:\(Self.compact(event.day.adding(days: 1) ?? event.day))",
                "SUMMARY:\(Self.escaped(event.title))", "LOCATION:\(Self.escaped(event.place))",
                "DESCRIPTION:\(Self.escaped(event.text))", "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    /// UTC.
    private var stamp: String {
        let seconds = made.milliseconds / 1000
        let day = CalendarDate(dayNumber: Int(seconds / 86_400))
        let time = Int(seconds % 86_400)
        return
            "\(day.map(Self.compact) ?? "")T\(Self.two(time / 3600))\(Self.two(time / 60 % 60))\(Self.two(time % 60))Z"
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
