import Casework
import Foundation
import Hummingbird
import NIOCore
import Pages
import Town

extension OfficePages {
    /// The same as JSON, described by an OpenAPI document. Read only; nobody's data are in it.
    func addPublicAPI(to router: OfficeRoutes) {
        router.get("/api/v1/openapi.json") { _, _ in Self.json(Data(PublicAPI.document.utf8)) }
        router.get("/api/v1/stops") { request, context -> Response in
            let frame = await frame(request, context)
            let query = request.uri.queryParameters
            var stops = frame.town.publicStops(from: frame.view.today)
            if let venue = query["venue"].map(String.init) {
                guard frame.town.publicVenues.contains(where: { $0.key.text == venue }) else {
                    return try Self.json(PublicAPI.Problem(title: "no such venue", status: 404), status: .notFound)
                }
                stops = stops.filter { $0.venue.key.text == venue }
            }
            if let text = query["from"].map(String.init) {
                guard let from = CalendarDate(iso: text) else {
                    return try Self.json(
                        PublicAPI.Problem(title: "from is no date like 2026-12-07", status: 400), status: .badRequest)
                }
                stops = stops.filter { $0.day >= from }
            }
            return try Self.json(stops.map(PublicAPI.Stop.init))
        }
        router.get("/api/v1/services") { request, context -> Response in
            let town = await frame(request, context).town
            return try Self.json(town.catalogue.services.map(PublicAPI.Service.init))
        }
    }

    private static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return json(try encoder.encode(value), status: status)
    }

    private static func json(_ bytes: Data, status: HTTPResponse.Status = .ok) -> Response {
        let type = status == .ok ? "application/json" : "application/problem+json"
        return Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// The shapes of the public interface; additive within `v1`.
enum PublicAPI {
    /// RFC 9457.
    struct Problem: Encodable {
        let title: String
        let status: Int
    }

    struct Stop: Encodable {
        let venue: String
        let title: String
        let district: String
        let day: String
        let latitude: Double?
        let longitude: Double?

        init(_ stop: PublicStop) {
            (venue, title, district, day) = (stop.venue.key.text, stop.venue.title, stop.district.name, stop.day.iso)
            (latitude, longitude) = (stop.district.coordinates?.latitude, stop.district.coordinates?.longitude)
        }
    }

    struct Service: Encodable {
        let key: String
        let leika: String?
        let title: Texts
        let hint: Texts?
        let evidence: [Texts]
        let law: [String]

        init(_ service: Casework.Service) {
            (key, leika, law) = (service.key.text, service.leika, service.law)
            (title, hint) = (Texts(service.title), service.hint.map(Texts.init))
            evidence = service.evidence.map { Texts($0.title) }
        }
    }

    struct Texts: Encodable {
        let de: String
        let en: String?
        let plain: String?

        init(_ text: LocalizedText) { (de, en, plain) = (text.de, text.en, text.plain) }
    }

    /// OpenAPI 3.1.
    static let document = """
        {"openapi":"3.1.0","info":{"title":"Amtskoffer: Termine und Leistungen","version":"1.0.0","description":"Where and when the mobile citizens' office comes, and what it takes in. No personal data."},
        "paths":{
        "/api/v1/stops":{"get":{"operationId":"stops","summary":"Dates of the next three months","parameters":[
        {"name":"venue","in":"query","required":false,"schema":{"type":"string"},"description":"Only this venue"},
        {"name":"from","in":"query","required":false,"schema":{"type":"string","format":"date"},"description":"Only from this day on"}],
        "responses":{"200":{"description":"Dates, the next first","content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Stop"}}}}},
        "400":{"$ref":"#/components/responses/Problem"},"404":{"$ref":"#/components/responses/Problem"}}}},
        "/api/v1/services":{"get":{"operationId":"services","summary":"What can be applied for","responses":{"200":{"description":"All services","content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Service"}}}}}}}}},
        "components":{"responses":{"Problem":{"description":"What is wrong with the request (RFC 9457)","content":{"application/problem+json":{"schema":{"type":"object","required":["title","status"],"properties":{"title":{"type":"string"},"status":{"type":"integer"}}}}}}},
        "schemas":{
        "Stop":{"type":"object","required":["venue","title","district","day"],"properties":{"venue":{"type":"string"},"title":{"type":"string"},"district":{"type":"string"},"day":{"type":"string","format":"date"},"latitude":{"type":"number"},"longitude":{"type":"number"}}},
        "Texts":{"type":"object","required":["de"],"properties":{"de":{"type":"string"},"en":{"type":"string"},"plain":{"type":"string"}}},
        "Service":{"type":"object","required":["key","title","evidence","law"],"properties":{"key":{"type":"string"},"leika":{"type":"string"},"title":{"$ref":"#/components/schemas/Texts"},"hint":{"$ref":"#/components/schemas/Texts"},"evidence":{"type":"array","items":{"$ref":"#/components/schemas/Texts"}},"law":{"type":"array","items":{"type":"string"}}}}}}}
        """
}
