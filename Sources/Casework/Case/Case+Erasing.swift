extension Case {
    /// The key is gone: nothing a person said or showed stays in memory either. Where the case stands, its title and its dates stay.
    package mutating func erase() {
        access = .erased
        answers = [:]
        persons = []
        evidence = [:]
        captures = [:]
        signature = nil
        waiver = nil
        notes = []
        questions = []
        history = history.filter { line in
            if case .event(.transferred) = line.what { true } else { false }
        }
        irregular = []
    }
}
