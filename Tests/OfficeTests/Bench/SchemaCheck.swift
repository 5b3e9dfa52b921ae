import Foundation

/// As much of JSON Schema (2020-12) as `Documentation/CaseExport.schema.json` uses: type, required, properties,
/// additionalProperties, items, enum, and references to `$defs`.
struct SchemaCheck {
    private let root: [String: Any]

    init(path: String) throws {
        let data = try Data(contentsOf: URL(filePath: path))
        root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// What does not fit, each with its place.
    func mistakes(in document: Data) throws -> [String] {
        mistakes(in: try JSONSerialization.jsonObject(with: document), by: root, at: "$")
    }

    private func mistakes(in value: Any, by rule: [String: Any], at place: String) -> [String] {
        if let reference = rule["$ref"] as? String {
            let name = String(reference.dropFirst("#/$defs/".count))
            let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
            return target.map { mistakes(in: value, by: $0, at: place) } ?? ["\(place): no such rule \(reference)"]
        }
        var found: [String] = []
        if let allowed = rule["enum"] as? [String], !allowed.contains(value as? String ?? "") {
            found.append("\(place): \(value) is none of \(allowed)")
        }
        if let type = rule["type"] as? String, !Self.isA(type, value) { found.append("\(place): no \(type)") }
        if let object = value as? [String: Any] {
            let properties = rule["properties"] as? [String: [String: Any]] ?? [:]
            for name in rule["required"] as? [String] ?? [] where object[name] == nil {
                found.append("\(place).\(name) is missing")
            }
            for (name, member) in object {
                if let own = properties[name] {
                    found += mistakes(in: member, by: own, at: "\(place).\(name)")
                } else if let other = rule["additionalProperties"] as? [String: Any] {
                    found += mistakes(in: member, by: other, at: "\(place).\(name)")
                } else if rule["additionalProperties"] as? Bool == false {
                    found.append("\(place).\(name) is not described")
                }
            }
        }
        if let list = value as? [Any], let items = rule["items"] as? [String: Any] {
            for (index, item) in list.enumerated() { found += mistakes(in: item, by: items, at: "\(place)[\(index)]") }
        }
        return found
    }

    private static func isA(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: false
        }
    }
}
