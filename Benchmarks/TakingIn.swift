import Casework
import Foundation
import Journal
import Kit
import Office
import Sync

/// The office taking in, opening and acknowledging cases of 40 entries: from the first request with a key or an entry to the last case that
/// is durable and its acknowledgement written. By the real endpoints; the requests are made beforehand, for they are the kit's work.
enum TakingIn {
    private static let cases = 400

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        try await measure(bed, "entries", text: 200, scan: nil, "40 Einträge, 20 KB", &report)
        try await measure(bed, "scans", text: 20, scan: 10_000, "40 Einträge und ein Scan, 20 KB", &report)
    }

    private static func measure(
        _ bed: Bed, _ name: String, text: Int, scan: Int?, _ what: String, _ report: inout Report
    ) async throws {
        let office = try bed.makeOffice("\(name)-office")
        let program = try await bed.run(office)
        let kit = try bed.makeKit("\(name)-kit", of: office)
        let desk = try Desk(folder: kit.folder, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        var filling = Filling(desk)
        try await filling.openOuting()
        for _ in 0..<cases { try await filling.takeIn(entries: 40, text: text, scan: scan) }
        let shipment = Shipment(desk)
        let start = try await DeskHoldings(desk).start()
        let contact = try await shipment.greet(program, start)
        let (requests, bytes) = try await shipment.requests(start)
        let clock = ContinuousClock()
        let begin = clock.now
        for request in requests { try await shipment.send(request, contact, start, program) }
        let stored = clock.now
        // The registry works beside; this waits for it and takes in what is left.
        await program.registry.takeIn()
        let end = clock.now
        let received = await program.registry.view().state.cases.values.filter { $0.item.state == .new }.count
        guard received == cases else { throw Failure.notReceived(received) }
        let rate = Double(cases) / ((end - begin).milliseconds / 1000)
        report.judge(
            "Zentrale: \(cases) Vorgänge (\(what)) annehmen, öffnen, bestätigen", "\(rate.short) je s",
            goal: "≥ 100 je s",
            isMet: rate >= 100)
        report.note(
            "  je Vorgang übertragen; Zeit bis alles gespeichert war",
            "\((Double(bytes) / Double(cases) / 1024).short) KB; \((stored - begin).milliseconds.short) ms")
    }

    enum Failure: Error { case notReceived(Int) }
}
