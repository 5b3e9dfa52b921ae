import CZlib
import Casework
import Foundation
import Journal
import Pages
import Sync
import Testing
import Town

@testable import Kit

/// Known words go into everything a kit takes; then every file it has written is searched for them, without any secret.
@Suite struct StolenLaptopTests {
    /// What is looked for; rare enough that no file has it by chance.
    private static let words = (0..<12).map { "Zwiebelturm\($0)Quappe" }

    /// A word in every clothing in which a file could hold it. Base64 has three, by where the word begins.
    private static func clothings(of word: String) -> [Data] {
        let bytes = Data(word.utf8)
        let utf16 = Data(word.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
        let big = Data(word.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })
        let base64 = (0..<3).map { shift -> Data in
            let text = (Data(count: shift) + bytes).base64EncodedString()
            // What the neighbours decide is cut off.
            return Data(text.dropFirst(shift == 0 ? 0 : 4).prefix(bytes.count * 4 / 3 - 8).utf8)
        }
        let hex = Data(bytes.map { String(format: "%02x", $0) }.joined().utf8)
        return [bytes, Data(word.lowercased().utf8), Data(word.uppercased().utf8), utf16, big, hex] + base64
    }

    private static func found(in files: [String: Data]) -> [String] {
        let wanted = words.flatMap { clothings(of: $0) }
        return files.compactMap { name, file in
            let all = [file] + Inflating.streams(in: file)
            return wanted.contains { word in all.contains { $0.firstRange(of: word) != nil } } ? name : nil
        }
    }

    /// The search itself finds what is there.
    @Test func theSearchFinds() throws {
        let word = Self.words[3]
        for clothing in Self.clothings(of: word) {
            #expect(Self.found(in: ["x": Data("abc".utf8) + clothing + Data("d".utf8)]) == ["x"])
        }
        for shift in 0..<3 {
            let text = (Data(repeating: 65, count: shift) + Data("\(word) und mehr".utf8)).base64EncodedString()
            #expect(Self.found(in: ["x": Data("{\"a\":\"\(text)\"}".utf8)]) == ["x"])
        }
        // A page's content as a PDF has it, deflated by zlib.
        let page = try #require(Data(base64Encoded: "eJxzClHQiCrPTE1KzSkpLco1DixNLChI1VQIyVJwDQEAlhcJ2A=="))
        #expect(Self.found(in: ["x": Data("%PDF-1.7 stream ".utf8) + page]) == ["x"])
        #expect(Self.found(in: ["x": Data("nichts".utf8)]).isEmpty)
    }

    /// The next word, for a free text.
    private struct Planting {
        var planted: [String] = []
        mutating func next() -> String {
            planted.append(words[planted.count % words.count])
            return planted[planted.count - 1]
        }
    }

    @Test func noFileHoldsAWordOfAnyCase() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let before = try Self.temporaryFiles()
        let mirroring = world.mirroring()
        let (visit, number) = try await TransferTests.begin(world.kit, service: "personalausweis")
        let licence = try await TransferTests.add("fischereischein", to: visit, world.kit)
        try await world.kit.play { browser in
            var plant = Planting()
            // The queue, the person, the concern, the cash book.
            _ = try await browser.post("/warteschlange/nummer", [("once", "t"), ("wish", plant.next())])
            _ = try await browser.post("/kasse/eroeffnen", [("n2000", "2"), ("note", plant.next())])
            let concern = try await browser.post(
                "/anliegen",
                [
                    ("once", "c"), ("kind", "defect"), ("concerns", "tiefbau"), ("text", plant.next()),
                    ("place", plant.next()), ("answerWanted", "yes"), ("answerAddress", plant.next()),
                ])
            #expect(concern.status == 303)
            // What a person's own page saves, field by field.
            let person = "/vorsprache/\(visit.text)/person/p1"
            for attribute in [PersonAttribute.familyName, .birthName, .doctorate, .birthPlace, .street, .town] {
                _ = try await browser.post(
                    "\(person)/antwort",
                    [("field", attribute.rawValue), ("revision", "999"), (attribute.rawValue, plant.next())],
                    isAutosave: true)
            }
            let shown = try await browser.get(person).text
            #expect(Self.words.contains { shown.contains($0) })
            for case_ in [number, licence] {
                // Every field of the form, of every kind: what is no text is refused or taken, and either way not in clear.
                for step in try CaseFile(case_, in: try await world.kit.desk.view()).service.steps {
                    for field in step.fields {
                        _ = try await browser.post(
                            "/vorgang/\(case_.text)/antwort",
                            [("field", field.key.text), ("revision", "999"), (field.key.text, plant.next())],
                            isAutosave: true)
                    }
                }
                for evidence in try CaseFile(case_, in: try await world.kit.desk.view()).service.evidence {
                    _ = try await browser.post(
                        "/vorgang/\(case_.text)/unterlagen/\(evidence.key.text)/gesehen", [("note", plant.next())])
                    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(plant.next().utf8)
                    _ = try await browser.send(
                        "/vorgang/\(case_.text)/unterlagen/\(evidence.key.text)/scan", [("once", plant.next())],
                        file: png, named: "\(plant.next()).png")
                }
                _ = try await browser.get("/vorgang/\(case_.text)/papier")
                _ = try await browser.get("/vorgang/\(case_.text)/papier.pdf")
            }
            _ = try await browser.get("/suche?q=\(plant.next())")
            #expect(plant.planted.count > 20)
        }
        // What was planted is there for who may read it.
        let answers = try await world.kit.desk.view().openCase(number).answers.values
        #expect(answers.contains { answer in Self.words.contains { answer.shown?.contains($0) == true } })
        #expect(try await world.kit.desk.view().openCase(number).evidence.values.contains { !$0.scans.isEmpty })
        try await world.follow(mirroring, setting)

        // While it runs, write-ahead files included, and after it has ended.
        var files = try MirrorWorld.files(below: world.kit.folder.path)
        #expect(
            files.keys.contains { $0.hasSuffix("journal.sqlite-wal") }
                && files.keys.contains { $0.contains("attachments/") })
        #expect(Self.found(in: files).isEmpty)
        files = try MirrorWorld.files(below: world.place)
        #expect(files.count > 8 && Self.found(in: files).isEmpty)
        await world.kit.desk.close()
        try world.kit.desk.store.close()
        #expect(Self.found(in: try MirrorWorld.files(below: world.kit.folder.path)).isEmpty)
        // Nothing new lies among the machine's temporary files.
        let new = try Self.temporaryFiles().subtracting(before)
        let texts = Dictionary(
            uniqueKeysWithValues: new.compactMap { path in
                (try? Data(contentsOf: URL(filePath: path))).map { (path, $0) }
            })
        #expect(Self.found(in: texts).isEmpty)
    }

    /// The files directly in the temporary folders; those of other tests come and go.
    private static func temporaryFiles() throws -> Set<String> {
        let folders = [FileManager.default.temporaryDirectory.path, "/tmp", "/var/tmp", "/dev/shm"]
        return Set(
            folders.flatMap { folder in
                ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map { "\(folder)/\($0)" }
            })
    }

    /// After the acknowledgement not even everything that is known opens the case: neither on the laptop nor from the stick.
    @Test func afterTheAcknowledgementNoSecretOpensTheCase() async throws {
        let world = try await MirrorWorld()
        let setting = try world.setUp()
        let mirroring = world.mirroring()
        let number = try await world.takeIn()
        try await world.scan(5000, for: number)
        try await world.follow(mirroring, setting)
        let position = try #require(await world.kit.desk.mirrored().head).position
        await world.kit.desk.eraseKeys(
            caseNumber: number.text,
            Acknowledged(generation: position.generation, sequence: position.sequence, entries: 1, attachments: 1))
        try await world.follow(mirroring, setting)
        for folder in [world.kit.folder, try world.restore().folder] {
            if folder.path == world.kit.folder.path { await world.kit.desk.close() }
            let desk = try Desk(folder: folder, clock: WallClock { TestKit.start })
            try await desk.unlock(with: world.kit.kitKey)
            let item = try await desk.view().openCase(number)
            #expect(item.access == .erased && item.answers.isEmpty)
            let ref = try #require(try await desk.view().state.attachments[number]?.first)
            await #expect(throws: KeyFault.erased(ref.keyID)) { try await desk.tryKey(ref.keyID) }
            await desk.close()
        }
    }
}

extension Desk {
    fileprivate func tryKey(_ id: KeyID) throws { _ = try keys.key(id) }
}

/// Deflated streams inside files, as PDF and PNG have them.
private enum Inflating {
    static func streams(in file: Data) -> [Data] {
        let bytes = [UInt8](file)
        guard bytes.count > 6 else { return [] }
        return (0..<bytes.count - 6).compactMap { index in
            // A zlib header: deflate, and a multiple of 31.
            guard bytes[index] == 0x78, (Int(bytes[index]) << 8 | Int(bytes[index + 1])) % 31 == 0 else { return nil }
            return inflated(Array(bytes[index...].prefix(1 << 16)))
        }
    }

    private static func inflated(_ bytes: [UInt8]) -> Data? {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: 1 << 16)
        let written = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output -> Int in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                _ = inflate(stream, Z_SYNC_FLUSH)
                return output.count - Int(stream.pointee.avail_out)
            }
        }
        return written > 0 ? Data(output.prefix(written)) : nil
    }
}
