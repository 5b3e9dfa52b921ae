import Foundation
import Journal
import Testing

@testable import Office

@Suite struct ErasureListTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "list-\(UUID().uuidString)").path

    private static func record(_ number: Int, isWhole: Bool = true) throws -> ErasureRecord {
        ErasureRecord(
            of: try Subject(kind: .case, id: "W01A-\(number)"), at: Timestamp(milliseconds: Int64(number)),
            isWhole: isWhole, keys: [KeyID(Data(repeating: UInt8(number), count: 16))!],
            bodies: [Position(kit: 1, generation: 1, sequence: UInt64(number))])
    }

    private func read(of office: String = "abc") throws -> ErasureList? {
        try ErasureList(path, of: office, on: .machine)
    }

    @Test func `lines are added and read again`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try read() == nil)
        var list = try ErasureList(making: path, of: "abc", records: [Self.record(1)], on: .machine)
        try list.append([Self.record(2), Self.record(3, isWhole: false)])
        try list.append(ErasureList.Restored(at: Timestamp(milliseconds: 9), epoch: 4))
        let again = try #require(try read())
        #expect(try again.records == [Self.record(1), Self.record(2), Self.record(3, isWhole: false)])
        #expect(again.lastEpoch == 4 && again.lastErasure == Timestamp(milliseconds: 3))
        #expect(again.wholeSubjects.count == 2)
    }

    @Test func `a line that was not written to its end was never written`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var list = try ErasureList(making: path, of: "abc", on: .machine)
        try list.append([Self.record(1)])
        let before = try Data(contentsOf: URL(filePath: path))
        try list.append([Self.record(2)])
        let whole = try Data(contentsOf: URL(filePath: path))
        for cut in before.count..<whole.count - 1 {
            try whole.prefix(cut).write(to: URL(filePath: path))
            #expect(try read()?.records.count == 1)
            // And what is added behind it is readable.
            var again = try #require(try read())
            try again.append([Self.record(3)])
            #expect(try read()?.records.count == 2)
        }
    }

    @Test func `any other damage and another office's list are said`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var list = try ErasureList(making: path, of: "abc", on: .machine)
        try list.append([Self.record(1), Self.record(2)])
        let whole = try Data(contentsOf: URL(filePath: path))
        #expect(throws: OfficeFault.self) { try read(of: "other") }
        for place in stride(from: 0, to: whole.count - 1, by: 7) {
            var broken = whole
            broken[place] ^= 1
            try broken.write(to: URL(filePath: path))
            #expect(throws: OfficeFault.self) { try read() }
        }
    }
}
