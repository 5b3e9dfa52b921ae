extension NameIndex {
    /// Somebody found.
    package struct Hit: Hashable, Sendable {
        /// As given in the row.
        package let record: UInt32
        /// 0 for what was typed exactly so; grows with everything that differs.
        package let cost: Int
    }

    /// What a word costs that fits nothing in a person's name.
    private static let costOfAWordTooMany = 20
    /// What it costs when all words are family names, or all given names.
    private static let costOfOneSidedWords = 6

    /// The people a query fits best, best first; among equals in the order of their records.
    ///
    /// Where a birth date was typed, up to half the words may fit nothing; without one every word has to fit.
    ///
    /// - Parameter limit: at most so many.
    package func search(_ query: NameQuery, limit: Int = 10) -> [Hit] {
        guard !query.isEmpty, limit > 0 else { return [] }
        let tables = query.words.map { WordTable($0, in: words) }
        let mostUnfitting = query.birth == nil ? 0 : query.words.count / 2
        var best = BestHits(limit: limit)
        for (range, yearCost) in ranges(for: query.birth) {
            scan(range, tables: tables, mostUnfitting: mostUnfitting) { person, cost in
                var cost = cost + Int(yearCost)
                if let birth = query.birth, birth.month != nil {
                    cost += Int(birth.cost(ofMonth: Int(births[person] >> 5 & 15), day: Int(births[person] & 31)))
                }
                best.offer(Hit(record: records[person], cost: cost))
            }
        }
        return best.hits
    }

    /// The people to look at, as ranges of births with what their year costs.
    private func ranges(for birth: BirthQuery?) -> [(Range<Int>, UInt8)] {
        guard let birth, !birth.years.isEmpty else { return [(0..<count, 0)] }
        let near = Set([0] + birth.years.flatMap(BirthQuery.near))
        return near.sorted().compactMap { year in
            birth.cost(ofYear: year).map { (firstIndex(bornFrom: year)..<firstIndex(bornFrom: year + 1), $0) }
        }
    }

    /// The first person not born before a year.
    private func firstIndex(bornFrom year: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if births[middle] >> 9 < UInt32(clamping: year) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Walks through people and reports whom the words fit, with what the names cost.
    private func scan(
        _ people: Range<Int>, tables: [WordTable], mostUnfitting: Int, found: (_ person: Int, _ cost: Int) -> Void
    ) {
        links.withUnsafeBufferPointer { links in
            linkStarts.withUnsafeBufferPointer { starts in
                for person in people {
                    let own = UnsafeBufferPointer(rebasing: links[Int(starts[person])..<Int(starts[person + 1])])
                    var (cost, unfitting) = (0, 0)
                    var (asFamily, asGiven) = (0, 0)
                    // The least it costs to take one word for the other kind of name.
                    var change = Self.costOfOneSidedWords
                    for table in tables {
                        let (family, given) = table.costs(own)
                        guard min(family, given) < Int(Likeness.none) else {
                            unfitting += 1
                            if unfitting > mostUnfitting { break }
                            cost += Self.costOfAWordTooMany
                            continue
                        }
                        cost += min(family, given)
                        if family <= given { asFamily += 1 } else { asGiven += 1 }
                        change = min(change, abs(family - given))
                    }
                    guard unfitting <= mostUnfitting, asFamily + asGiven > 0 || tables.isEmpty else { continue }
                    if asFamily + asGiven > 1, asFamily == 0 || asGiven == 0 { cost += change }
                    found(person, cost)
                }
            }
        }
    }
}

/// One typed word, compared with each word of the register at most once.
private struct WordTable {
    private let whole: Likenesses
    private let parts: [Likenesses]
    private let role: NameQuery.Word.Role

    init(_ word: NameQuery.Word, in words: NameWords) {
        whole = Likenesses(to: word.letters, in: words)
        parts = word.parts.map { Likenesses(to: $0, in: words) }
        role = word.role
    }

    /// What the word costs as a family name and as a given name of the person with these links.
    @inline(__always)
    func costs(_ links: UnsafeBufferPointer<UInt32>) -> (family: Int, given: Int) {
        var (family, given) = whole.best(links)
        if !parts.isEmpty {
            let costs = parts.map { $0.best(links) }
            family = min(family, costs.reduce(0) { $0 + $1.family })
            given = min(given, costs.reduce(0) { $0 + $1.given })
        }
        return (role == .givenName ? Int(Likeness.none) : family, role == .familyName ? Int(Likeness.none) : given)
    }
}

/// How far the words of the register are from one typed word, as far as anybody has asked.
private final class Likenesses {
    private let words: NameWords
    private let pattern: WordPattern
    private let known: UnsafeMutableBufferPointer<UInt8>

    init(to typed: [UInt8], in words: NameWords) {
        self.words = words
        pattern = WordPattern(typed)
        known = .allocate(capacity: words.count)
        known.initialize(repeating: Likeness.unknown)
    }

    deinit { known.deallocate() }

    @inline(__always)
    func best(_ links: UnsafeBufferPointer<UInt32>) -> (family: Int, given: Int) {
        var (family, given) = (Int(Likeness.none), Int(Likeness.none))
        for link in links {
            let word = Int(link >> 2)
            var likeness = known[word]
            if likeness == Likeness.unknown {
                likeness = words.likeness(of: word, to: pattern)
                known[word] = likeness
            }
            guard likeness != Likeness.none else { continue }
            switch link & 3 {
            case NameIndex.Part.familyName.rawValue: family = min(family, Int(likeness))
            case NameIndex.Part.partOfFamilyName.rawValue: family = min(family, Int(likeness) + 2)
            case NameIndex.Part.givenName.rawValue: given = min(given, Int(likeness))
            default: given = min(given, Int(likeness) + 1)
            }
        }
        return (family, given)
    }
}

/// The best hits so far, the best first.
private struct BestHits {
    let limit: Int
    private(set) var hits: [NameIndex.Hit] = []

    init(limit: Int) { self.limit = limit }

    mutating func offer(_ hit: NameIndex.Hit) {
        func isBetter(_ other: NameIndex.Hit) -> Bool { (hit.cost, hit.record) < (other.cost, other.record) }
        if hits.count == limit, let last = hits.last {
            guard isBetter(last) else { return }
            hits.removeLast()
        }
        hits.insert(hit, at: hits.firstIndex(where: isBetter) ?? hits.endIndex)
    }
}
