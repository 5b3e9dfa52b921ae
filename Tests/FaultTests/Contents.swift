/// What can be read of a kit's folder. As a model it says what has to be there after some steps; read from a disk it says
/// what is there.
struct Contents: Equatable, Sendable {
    struct Line: Equatable, Sendable, CustomStringConvertible {
        enum Body: Equatable, Sendable {
            case text(String)
            /// A file that reads as the one of this name.
            case file(String)
            /// A file whose key is gone.
            case erasedFile
            case erased
        }

        let sequence: UInt64
        let segment: UInt32
        let subject: String
        var body: Body

        var description: String {
            switch body {
            case .text(let text): "\(sequence) \(subject): \(text.prefix(16))"
            default: "\(sequence) \(subject): \(body)"
            }
        }
    }

    var lines: [Line] = []
    var notes: [String: String] = [:]
    private var next: UInt64 = 1

    init() {}

    init(lines: [Line], notes: [String: String]) {
        self.lines = lines
        self.notes = notes
    }

    func after(_ step: Step) -> Contents {
        var contents = self
        contents.apply(step)
        return contents
    }

    private mutating func apply(_ step: Step) {
        switch step {
        case .write(let texts, let subject, let segment): for text in texts { add(.text(text), subject, segment) }
        case .capture(let text, let subject, let segment): add(.text(text), subject, segment)
        case .attach(let name, _, let subject, let segment): add(.file(name), subject, segment)
        case .erase(let subject):
            change(subject) { body in
                switch body {
                case .file, .erasedFile: .erasedFile
                case .text, .erased: .erased
                }
            }
        case .forget(let subject): change(subject) { _ in .erased }
        case .drop(let segment, _): lines.removeAll { $0.segment == segment }
        case .note(let value, let name): notes[name] = value
        case .emptyLog, .reopen: break
        }
    }

    private mutating func add(_ body: Line.Body, _ subject: String, _ segment: UInt32) {
        lines.append(Line(sequence: next, segment: segment, subject: subject, body: body))
        next += 1
    }

    private mutating func change(_ subject: String, _ new: (Line.Body) -> Line.Body) {
        for index in lines.indices where lines[index].subject == subject { lines[index].body = new(lines[index].body) }
    }

    static func == (left: Contents, right: Contents) -> Bool { left.lines == right.lines && left.notes == right.notes }
}
