package import Casework
import Foundation
package import Journal
import Pages
import Synchronization
package import Town

/// Who may log in at the office, kept in `staff.json` (mode 0600): secrets and one-time codes only as scrypt hashes, who was added, who
/// is blocked. Names, units and offices of the others stand in the town's folder.
package final class StaffBook: Sendable {
    package static let name = "staff.json"
    package static let shortestSecret = 10
    /// Days for which a one-time code can be used.
    package static let codeDays = 14

    struct Hashed: Codable, Sendable {
        let scrypt: ScryptCost
        let salt: Data
        let hash: Data
    }

    struct Row: Codable, Sendable {
        var secret: Hashed?
        var code: Hashed?
        var codeUntil: CalendarDate?
        var isBlocked = false
    }

    struct Added: Codable, Sendable {
        let id: ClerkID
        let name: String
        let units: [UnitKey]
        let kit: Bool
        let head: Bool
    }

    struct File: Codable, Sendable {
        var format = 1
        var rows: [String: Row] = [:]
        var added: [Added] = []
    }

    private struct State: Sendable {
        var file: File
        var guards: [ClerkID: PinGuard] = [:]
    }

    private let disk: any WholeFile
    private let cost: ScryptCost
    private let randomness: Randomness
    /// Time since some fixed moment, for the delay after wrong secrets.
    private let elapsed: @Sendable () -> Duration
    private let state: Mutex<State>

    package init(
        _ disk: any WholeFile, cost: ScryptCost = .standard, randomness: Randomness = .system,
        elapsed: @escaping @Sendable () -> Duration
    ) throws(OfficeFault) {
        self.disk = disk
        self.cost = cost
        self.randomness = randomness
        self.elapsed = elapsed
        let bytes: Data?
        do throws(FileFault) { bytes = try disk.read() } catch { throw .file(error) }
        var file = File()
        if let bytes {
            guard let read = try? JSONDecoder().decode(File.self, from: bytes), read.format == 1 else {
                throw .unreadable(Self.name)
            }
            file = read
        }
        state = Mutex(State(file: file))
    }

    // MARK: Who

    package func members(_ town: Town) -> [StaffMember] {
        let file = state.withLock { $0.file }
        let ofTown = town.clerks.map { clerk in
            member(
                file, clerk.id, clerk.name, clerk.units, kit: clerk.worksAtKit, office: clerk.worksInOffice,
                head: clerk.isHead, isAdded: false)
        }
        let known = Set(ofTown.map(\.id))
        let added = file.added.filter { !known.contains($0.id) }.map { one in
            member(file, one.id, one.name, one.units, kit: one.kit, office: true, head: one.head, isAdded: true)
        }
        return (ofTown + added).sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) }
    }

    package func member(_ id: ClerkID, _ town: Town) -> StaffMember? { members(town).first { $0.id == id } }

    private func member(
        _ file: File, _ id: ClerkID, _ name: String, _ units: [UnitKey], kit: Bool, office: Bool, head: Bool,
        isAdded: Bool
    ) -> StaffMember {
        let row = file.rows[id.text]
        let access: StaffMember.Access =
            if let until = row?.codeUntil, row?.code != nil { .code(until: until) } else if row?.secret != nil {
                .secret
            } else {
                .none
            }
        return StaffMember(
            id: id, name: name, units: units, worksAtKit: kit, worksInOffice: office, isHead: head,
            isBlocked: row?.isBlocked ?? false, access: access, isAdded: isAdded)
    }

    // MARK: Logging in

    package func check(_ secret: String, of id: ClerkID) throws(StaffRefusal) {
        try mayTry(id)
        let row = state.withLock { $0.file.rows[id.text] }
        // A clerk that does not exist costs as much time as one that does.
        guard let row, !row.isBlocked, let hashed = row.secret else {
            _ = cost.derive(secret, salt: Data(count: 16))
            throw failed(id)
        }
        guard matches(secret, hashed) else { throw failed(id) }
        state.withLock { $0.guards[id] = nil }
    }

    /// Sets a clerk's own secret with her one-time code, which is used up by it.
    package func redeem(
        _ code: String, of id: ClerkID, secret: String, today: CalendarDate
    ) throws(StaffRefusal) {
        try mayTry(id)
        guard secret.count >= Self.shortestSecret else { throw .secretTooShort }
        let row = state.withLock { $0.file.rows[id.text] }
        guard let row, !row.isBlocked, let hashed = row.code, let until = row.codeUntil,
            matches(Self.normalised(code), hashed)
        else { throw failed(id) }
        guard today <= until else { throw .codeExpired }
        let new = hash(secret)
        try change(id) {
            $0.secret = new
            $0.code = nil
            $0.codeUntil = nil
        }
        state.withLock { $0.guards[id] = nil }
    }

    private func mayTry(_ id: ClerkID) throws(StaffRefusal) {
        let now = elapsed()
        switch state.withLock({ $0.guards[id]?.verdict(at: now) }) {
        case .mayTry, nil: return
        case .wait(let seconds): throw .wait(seconds: seconds)
        case .secretNeeded: throw .tooOften
        }
    }

    private func failed(_ id: ClerkID) -> StaffRefusal {
        let now = elapsed()
        state.withLock { state in
            // Names that nobody has must not fill the memory.
            guard state.guards.count < 10_000 || state.guards[id] != nil else { return }
            state.guards[id, default: PinGuard()].failed(at: now)
        }
        return .wrong
    }

    // MARK: Changes

    /// A new one-time code, shown once; the secret set before no longer opens.
    package func giveCode(to id: ClerkID, today: CalendarDate) throws(StaffRefusal) -> StaffCode {
        let code = Self.makeCode(randomness)
        let until = today.adding(days: Self.codeDays) ?? today
        let hashed = hash(Self.normalised(code))
        try change(id) {
            $0.secret = nil
            $0.code = hashed
            $0.codeUntil = until
        }
        state.withLock { $0.guards[id] = nil }
        return StaffCode(clerk: id, code: code, until: until)
    }

    package func setBlocked(_ isBlocked: Bool, _ id: ClerkID) throws(StaffRefusal) {
        try change(id) { $0.isBlocked = isBlocked }
    }

    package func add(
        id: String, name: String, units: [UnitKey], worksAtKit: Bool, isHead: Bool, town: Town
    ) throws(StaffRefusal) {
        let allowed = id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard (2...32).contains(id.utf8.count), allowed else { throw .idMalformed }
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty else { throw .nameMissing }
        guard !units.isEmpty else { throw .unitMissing }
        guard member(ClerkID(id), town) == nil, ClerkID(id) != .office else { throw .idTaken }
        try write { file in
            file.added.append(Added(id: ClerkID(id), name: name, units: units, kit: worksAtKit, head: isHead))
        }
    }

    private func change(_ id: ClerkID, _ edit: (inout Row) -> Void) throws(StaffRefusal) {
        try write { file in
            var row = file.rows[id.text] ?? Row()
            edit(&row)
            file.rows[id.text] = row
        }
    }

    /// Durable before anybody relies on it.
    private func write(_ edit: (inout File) -> Void) throws(StaffRefusal) {
        let isWritten = state.withLock { state -> Bool in
            var file = state.file
            edit(&file)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            guard let bytes = try? encoder.encode(file),
                (try? disk.replace(with: bytes + Data("\n".utf8), shredding: true)) != nil
            else { return false }
            state.file = file
            return true
        }
        guard isWritten else { throw .file }
    }

    /// Who works in the office, a line each; with a new one-time code for those who are named, or for all who have no secret yet.
    package func firstCodes(
        for ids: [String], all: Bool, town: Town, at time: Timestamp
    ) throws -> [String] {
        let members = members(town)
        for id in ids where !members.contains(where: { $0.id.text == id }) { throw OfficeFault.noSuchClerk(id) }
        guard let today = Moment(milliseconds: time.milliseconds).germanDay else { throw StaffRefusal.codeExpired }
        return try members.filter(\.worksInOffice).map { member in
            let isWanted = ids.contains(member.id.text) || (all && member.access == .none)
            let given = isWanted ? try giveCode(to: member.id, today: today) : nil
            return
                "\(member.id.text.filled(20)) \(member.name)\(given.map { ": \($0.code) bis \($0.until.german)" } ?? "")"
        }
    }

    // MARK: Secrets

    private func hash(_ secret: String) -> Hashed {
        let salt = randomness.bytes(16)
        // Nil only where the machine has no memory left; then nothing opens, which is safe.
        return Hashed(scrypt: cost, salt: salt, hash: cost.derive(secret, salt: salt) ?? Data())
    }

    private func matches(_ secret: String, _ hashed: Hashed) -> Bool {
        guard let derived = hashed.scrypt.derive(secret, salt: hashed.salt), derived.count == hashed.hash.count,
            !derived.isEmpty
        else { return false }
        return zip(derived, hashed.hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Twelve characters without look-alikes in three groups, 59 bits.
    package static func makeCode(_ randomness: Randomness) -> String {
        let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
        let drawn = randomness.bytes(64).filter { $0 < 248 }.prefix(12).map { alphabet[Int($0) % alphabet.count] }
        return String(drawn[0..<4]) + "-" + String(drawn[4..<8]) + "-" + String(drawn[8..<12])
    }

    private static func normalised(_ code: String) -> String {
        code.uppercased().filter { $0.isLetter || $0.isNumber }
    }
}

extension String {
    /// With blanks up to a width, for lists on a screen.
    func filled(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
