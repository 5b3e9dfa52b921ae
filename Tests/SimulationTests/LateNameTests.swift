import Crypto
import Foundation
import Journal
import Simulation
import Testing

/// The last piece of a file is here, and making its name durable fails: the office does not say that it has the file before
/// that has been done after all.
@Suite struct LateNameTests {
    @Test func whatIsSaidToBeHereOutlivesThePower() throws {
        let clear = Data(repeating: 7, count: 5_000)
        let (key, id) = (SymmetricKey(size: .bits256), Randomness.system.keyID())
        let sender = try folder(on: SimulatedDevice().mount())
        let ref = try sender.add(clear, mediaType: "image/jpeg", keyID: id, key: key)
        let file = try sender.chunk(of: ref, at: 0, count: Int(ref.cipherByteCount))

        let trial = SimulatedDevice()
        _ = try folder(on: trial.mount()).receive(file, at: 0, of: ref)

        let device = SimulatedDevice()
        device.plan(.errors(count: 1), at: trial.operations)
        let office = try folder(on: device.mount())
        #expect(throws: AttachmentFault.self) { try office.receive(file, at: 0, of: ref) }
        #expect(try office.receive(file, at: 0, of: ref) == file.count)
        device.losePower(.everything, seed: 1)
        let later = try folder(on: device.mount())
        #expect(try later.read(ref, key: key) == clear)
    }

    private func folder(on disk: SimulatedDisk) throws -> AttachmentFolder {
        try AttachmentFolder(path: "\(disk.root)/attachments", on: disk)
    }
}
