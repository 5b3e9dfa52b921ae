/// What a scanner sends or a clerk pastes, read as a zone. Whatever is taken has every digit right, proposes a name, and reads the same when its
/// printed lines are read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzZones(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let today = CivilDate(year: 2026, month: 11, day: 23) else { fatalError("the calendar lost a day") }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    _ = MachineReadableZone.couldBeZone(text)
    guard let zone = try? MachineReadableZone.read(text, today: today) else { return 0 }
    guard zone.checks.allSatisfy(\.isRight), !ProposedPerson(zone, on: today).familyName.spellings.isEmpty else {
        fatalError("a zone was taken that says nothing or something wrong")
    }
    guard let again = try? MachineReadableZone.read(zone.lines.joined(separator: "\n"), today: today),
        again.repairs.isEmpty, again.lines == zone.lines, again.name == zone.name, again.number == zone.number
    else { fatalError("read again, the zone is another one") }
    return 0
}
