import Casework
import Foundation
import Hummingbird
import Journal
import Pages

extension OfficePages {
    /// Sending a register extract to a tour's kits, what was sent, and who looked into it.
    func addRegister(to router: OfficeRoutes) {
        router.get("/melderegister") { request, context in
            let desk = try await desk(context)
            try desk.requireHead()
            let sent = request.uri.queryParameters["verschickt"].map(String.init)
            return desk.register(try shelf(justSent: sent))
        }
        router.post("/melderegister") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            do {
                let request = try RegisterSending(desk.form, desk.view)
                // Reading and cutting take a second or two of a town's whole register.
                let sent = try await registry.send(request, by: desk.clerk.id)
                return .redirect(to: "/melderegister?verschickt=\(sent.name)")
            } catch let mistake as RegisterSending.Mistake {
                return desk.register(try shelf(), problem: mistake.problem)
                    .html.response(status: .unprocessableContent)
            } catch let fault as RegisterFault {
                return desk.register(try shelf(), problem: Problem(fault.message, field: fault.field))
                    .html.response(status: .unprocessableContent)
            }
        }
    }

    private func shelf(justSent: String? = nil) throws -> RegisterShelf {
        RegisterShelf(
            sent: try registry.ledger.sentExtracts(), kits: try registry.ledger.kits(), justSent: justSent)
    }
}

/// What the page shows beside the registry's view.
struct RegisterShelf {
    let sent: [SentExtract]
    let kits: [KitRecord]
    /// The name of the extract that was sent by the press before this page.
    let justSent: String?
}

/// What the head chose in the form.
struct RegisterSending: Sendable {
    let file: Data
    let day: CalendarDate
    let districts: [String]
    let kits: [String]

    enum Mistake: Error {
        case file
        case day
        case past

        var problem: Problem {
            switch self {
            case .file: Problem("Wählen Sie die Datei mit dem Auszug.", field: "auszug")
            case .day: Problem("Geben Sie den Tag der Tour mit Tag, Monat und Jahr ein.", field: "tag")
            case .past: Problem("Der Tag ist vorbei. Geben Sie heute oder einen späteren Tag ein.", field: "tag")
            }
        }
    }

    init(_ form: FormBody, _ view: OfficeView) throws(Mistake) {
        guard let file = form.file("auszug"), !file.bytes.isEmpty else { throw .file }
        let parts = ["day", "month", "year"].map { form["tag.\($0)"] ?? "" }
        switch DateReading.read(parts, past: nil, today: view.today) {
        case .success(let day?): self.day = day
        case .success(nil), .failure: throw .day
        }
        guard day >= view.today else { throw .past }
        self.file = Data(file.bytes)
        districts = form.all("ortsteile").filter { !$0.isEmpty }
        kits = form.all("koffer").filter { !$0.isEmpty }
    }
}

extension RegisterFault {
    /// The field that needs work.
    fileprivate var field: String {
        switch self {
        case .encoding, .file: "auszug"
        case .noTour: "tag"
        case .noSuchDistrict, .tooMany: "ortsteile"
        case .noSuchKit, .noKit: "koffer"
        }
    }
}

extension Registry {
    nonisolated fileprivate func send(_ sending: RegisterSending, by clerk: ClerkID) async throws -> SentExtract {
        let dispatch = try RegisterDispatch(
            file: sending.file, day: sending.day, districts: sending.districts, town: await view().town.town)
        return try dispatch.send(
            to: sending.kits, by: clerk, through: ledger, signedWith: feedKey, at: clock.now(),
            randomness: randomness)
    }
}
