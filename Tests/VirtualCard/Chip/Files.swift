/// SELECT, READ BINARY, UPDATE BINARY: ISO 7816-4, 11.1 and 11.3.
extension VirtualChip {
    func select(_ command: Command) throws -> Reply {
        switch command.header[2] {
        case 0x04:
            guard let folder = folders.firstIndex(where: { !$0.application.isEmpty && $0.application == command.data })
            else { throw Status.fileNotFound }
            session.folder = folder
            session.file = nil
        case 0x00 where command.data.isEmpty || command.data == [0x3F, 0x00]:
            session.folder = 0
            session.file = nil
        case 0x00, 0x02:
            guard command.data.count == 2 else { throw Status.wrongData }
            let identifier = UInt16(command.data[0]) << 8 | UInt16(command.data[1])
            guard let file = folders[session.folder].files.firstIndex(where: { $0.identifier == identifier }) else {
                throw Status.fileNotFound
            }
            session.file = file
        default:
            throw Status.wrongParameters
        }
        guard [0x00, 0x04, 0x0C].contains(command.header[3]) else { throw Status.wrongParameters }
        guard command.header[3] == 0x04, command.expected != nil, let file = session.file else { return Reply() }
        // File control parameters: the size alone.
        let size = folders[session.folder].files[file].size
        return Reply(DataObject.encoded(0x62, DataObject.encoded(0x80, [UInt8(size >> 8), UInt8(size & 0xFF)])))
    }

    /// The file a command means, and the offset an even instruction gives.
    private func place(_ command: Command) throws -> (file: Int, offset: Int) {
        let (high, low) = (command.header[2], command.header[3])
        let files = folders[session.folder].files
        let found: Int?
        var offset = 0
        if command.instruction & 1 == 1 {
            switch command.parameters {
            case 0: found = session.file
            case 1...30: found = files.firstIndex { $0.short == low }
            default: found = files.firstIndex { $0.identifier == command.parameters }
            }
            guard found != nil else { throw command.parameters == 0 ? Status.noFileSelected : .fileNotFound }
        } else if high & 0x80 != 0 {
            guard high & 0x60 == 0, high & 0x1F != 0 else { throw Status.wrongParameters }
            found = files.firstIndex { $0.short == high & 0x1F }
            offset = Int(low)
            guard found != nil else { throw Status.fileNotFound }
        } else {
            found = session.file
            offset = Int(command.parameters)
        }
        guard let found else { throw Status.noFileSelected }
        session.file = found
        return (found, offset)
    }

    /// The offset an odd instruction carries in its data (54).
    private func offset(in objects: [DataObject]) throws -> Int {
        guard let bytes = objects[tag: 0x54], (1...4).contains(bytes.count) else { throw Status.wrongData }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    func read(_ command: Command) throws -> Reply {
        let isOdd = command.instruction == 0xB1
        let place = try place(command)
        let file = folders[session.folder].files[place.file]
        guard isMet(file.read) else { throw Status.notPermitted }
        guard let expected = command.expected else { throw Status.wrongLength }
        let offset = isOdd ? try offset(in: try DataObject.all(in: command.data)) : place.offset
        guard offset < file.content.count else { throw Status.wrongOffset }
        let rest = file.content.count - offset
        guard isOdd else {
            let data = Array(file.content[offset..<offset + min(expected, rest)])
            return Reply(data, data.count < expected && ![256, 65536].contains(expected) ? .endOfFile : .done)
        }
        // The data object 53 must fit as a whole.
        var count = min(expected, rest)
        while count > 0, DataObject.encoded(0x53, [UInt8](repeating: 0, count: count)).count > expected { count -= 1 }
        return Reply(DataObject.encoded(0x53, Array(file.content[offset..<offset + count])))
    }

    func write(_ command: Command) throws -> Reply {
        let place = try place(command)
        let file = folders[session.folder].files[place.file]
        guard isMet(file.write) else { throw refuse(.notPermitted, "no right to write this file") }
        var (offset, data) = (place.offset, command.data)
        if command.instruction == 0xD7 {
            let objects = try DataObject.all(in: command.data)
            offset = try self.offset(in: objects)
            data = objects[tag: 0x53] ?? []
        }
        guard !data.isEmpty else { throw Status.wrongLength }
        guard offset <= file.content.count else { throw Status.wrongOffset }
        guard offset + data.count <= min(file.size, shortMemory ?? file.size) else {
            throw refuse(.noSpace, "the file has no room for so much")
        }
        if let bytes = tear() { data = Array(data.prefix(bytes)) }
        var content = file.content
        content.replaceSubrange(offset..<min(offset + data.count, content.count), with: data)
        folders[session.folder].files[place.file].content = content
        return Reply()
    }
}
