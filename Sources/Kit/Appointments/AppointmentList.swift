import Casework
import Pages

/// The day's appointments on "Heute": who is expected, who is here, who did not come. Works without a network.
struct AppointmentList {
    let outing: Outing
    let sheet: AppointmentSheet
    let now: Moment
    let buttons: QueueButtons

    var html: HTML {
        let off: HTML? = sheet.calledOff.map {
            Notice(.warning, "Die Zentrale hat diesen Außentermin abgesagt", text: $0).html
        }
        let expected = sheet.appointments.filter { outing.ticket(of: $0.booking) == nil && !$0.isCancelled }
        let open = expected.filter { !outing.missed.contains($0.booking) }
        let count = GermanText.count(
            open.count, "Termin erwartet", "Termine erwartet", none: "alle Termine sind da oder vorbei")
        let list =
            sheet.appointments.isEmpty
            ? "<p class=\"soft\">Für heute ist kein Termin gebucht.</p>" : Part.hits(sheet.appointments.map(row))
        return Part.section(
            "Termine", note: "<span class=\"soft\">\(count)</span>",
            "\(off)\(list)<p class=\"soft\">Ohne Termin: \(sheet.opening.walkIns.german).</p>")
    }

    private func row(_ appointment: AppointmentSheet.Appointment) -> (what: HTML, actions: HTML) {
        let span = appointment.slot.span
        let what: HTML = """
            <strong>\(MinuteSpan.clock(span.start))</strong> \(appointment.name)\
            <div class="soft">\(appointment.wish), \(span.minutes) min\(appointment.phone.map { " · \($0)" })</div>
            """
        if let ticket = outing.ticket(of: appointment.booking) {
            return (what, standing(ticket).html)
        }
        if appointment.isCancelled { return (what, StatusTag(.idle, "abgesagt").html) }
        let arrived = buttons.form(
            KitAddress.checkIn, nil, Button(submit: "Ist da", kind: .secondary, unseen: appointment.name),
            values: [("booking", appointment.booking.text)])
        if outing.missed.contains(appointment.booking) {
            return (what, StatusTag(.warning, "nicht gekommen").html + arrived)
        }
        let isLate = (now.inGermany?.minute ?? 0) >= span.start
        let missed = buttons.form(
            KitAddress.missAppointment, nil, Button(submit: "Nicht gekommen", kind: .quiet, unseen: appointment.name),
            values: [("booking", appointment.booking.text)])
        return (what, isLate ? arrived + missed : arrived)
    }

    private func standing(_ ticket: Ticket) -> StatusTag {
        switch ticket.state {
        case .waiting: StatusTag(.busy, "wartet mit \(ticket.number.text)")
        case .called: StatusTag(.busy, "\(ticket.number.text) gerufen")
        case .parked: StatusTag(.idle, "\(ticket.number.text) zurückgestellt")
        case .noShow: StatusTag(.warning, "\(ticket.number.text) nicht erschienen")
        case .inVisit: StatusTag(.busy, "\(ticket.number.text) am Platz")
        case .done: StatusTag(.good, "\(ticket.number.text) bedient")
        }
    }
}
