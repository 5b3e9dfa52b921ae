import Casework

/// `staff.yaml`: who works at the kit and in the office. No secrets.
struct StaffReader {
    let log: MistakeLog

    func clerks(_ node: SourceNode, units: [String]?) -> [Clerk]? {
        guard let section = Section(node, "staff.yaml", keys: ["clerks"], log: log), let nodes = section.list("clerks")
        else { return nil }
        let clerks = nodes.map { clerk($0, units) }
        log.unique(
            zip(clerks, nodes).compactMap { entry, node in entry.map { (key: $0.id.text, place: node.place) } },
            "Die Person")
        return clerks.compactMap { $0 }
    }

    private func clerk(_ node: SourceNode, _ units: [String]?) -> Clerk? {
        let keys = ["id", "name", "units", "kit", "office", "head"]
        guard let section = Section(node, "Person", keys: keys, log: log) else { return nil }
        let id = section.name("id", Naming.Clerk.self)
        let name = section.text("name")
        let unitNodes = section.list("units")
        let keysOfUnits = unitNodes?.compactMap { log.reference($0, known: units, "keine Organisationseinheit") }
        let kit = section.flag("kit", otherwise: false)
        let office = section.flag("office", otherwise: false)
        let head = section.flag("head", otherwise: false)
        if !kit, !office {
            log.add(
                section.place,
                "Diese Person arbeitet weder am Koffer noch in der Zentrale. Setzen Sie kit oder office auf true.")
        }
        guard let id, let name, let keysOfUnits else { return nil }
        return Clerk(
            id: id, name: name, units: keysOfUnits.map { UnitKey($0) }, worksAtKit: kit, worksInOffice: office,
            isHead: head)
    }
}
