extension Case {
    /// The key is gone: nothing a person said or showed stays in memory either. Where the case stands, its title and its dates stay.
    package mutating func erase() {
        access = .erased
        answers = [:]
        persons = []
        evidence = [:]
        captures = [:]
        partFiles = []
        signature = nil
        waiver = nil
        openChipChange = nil
        notes = []
        questions = []
        history = history.filter { line in
            switch line.what {
            case .event(.transferred), .event(.erased): true
            default: false
            }
        }
        irregular = []
    }
}
