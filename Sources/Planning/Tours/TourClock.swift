/// What is to be done at one place, once a day at most, as the search sees it.
struct TourJob {
    let place: Int
    let setUp: Int
    /// Minutes in all, setting up and packing within.
    let duration: Int
    /// Serving begins at a multiple of it.
    let raster: Int
    /// Of the whole week, in order.
    private let windows: [TimeWindow]
    /// Of each weekday and behind the last, where its windows begin.
    private let ofDay: [Int]
    /// Of Monday to Sunday: whether a tour of this alone is possible.
    var fits: [Bool] = []

    /// - Parameter windows: of Monday to Sunday, each in order.
    init(place: Int, setUp: Int, duration: Int, raster: Int, windows: [[TimeWindow]]) {
        (self.place, self.setUp, self.duration, self.raster) = (place, setUp, duration, raster)
        self.windows = windows.flatMap { $0 }
        ofDay = windows.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    }

    /// The first time from `minute` on at which it can begin.
    func begin(from minute: Int, weekday: Int) -> Int? {
        for index in ofDay[weekday]..<ofDay[weekday + 1] {
            let opens = max(minute, windows[index].from) + setUp
            let begin = (opens + raster - 1) / raster * raster - setUp
            if begin + duration <= windows[index].until { return begin }
        }
        return nil
    }
}

/// Times of one tour. Minutes since midnight.
struct TourTimes: Equatable {
    var begin = 0
    var end = 0
    /// Beginning of each job, in the order of the way.
    var starts: [Int] = []
    var breaks: [Pause] = []
    /// Minutes of break so far, the end of the last, and the longest stretch of work before it.
    fileprivate var (rested, since, longest) = (0, 0, 0)

    /// Minutes from begin to end.
    var presence: Int { end - begin }

    /// Takes idle time as a break if it is long enough to count.
    fileprivate mutating func rest(_ from: Int, _ until: Int, _ recording: Bool) {
        let length = min(until - from, WorkingTime.mostBreak - rested)
        guard length >= WorkingTime.shortestBreak else { return }
        if recording { breaks.append(Pause(from: from, until: from + length)) }
        longest = max(longest, from - since)
        since = from + length
        rested += length
    }
}

/// Finds the times of a tour whose order is given: within the windows, with the breaks the law asks for, as short as can be.
///
/// Every first appointment on the raster is tried; from there on each job begins as early as it can. Waiting of a quarter
/// of an hour and more is taken as a break; what is still missing is put where it makes the tour shortest.
struct TourClock {
    let jobs: [TourJob]
    let frame: TourFrame
    let base: Int
    let minutes: [Int]
    let places: Int

    private func drive(_ from: Int, _ to: Int) -> Int { minutes[from * places + to] }

    /// How a tour could begin, and where its break is put.
    private struct Choice {
        let begin: Int
        /// At the job of that position on arrival; after the last job when it is their count; minutes.
        let pause: (position: Int, length: Int)?
        let presence: Int
    }

    /// - Parameter weekday: 0 = Monday.
    /// - Returns: `nil` when no times keep windows, frame, breaks and working time.
    func times(of way: [Int], weekday: Int) -> TourTimes? {
        guard let choice = best(way, weekday) else { return nil }
        var times = TourTimes()
        return run(way, weekday, choice.begin, choice.pause, recording: true, into: &times) ? times : nil
    }

    /// - Returns: minutes from begin to end of the shortest times there are.
    func presence(of way: [Int], weekday: Int) -> Int? { best(way, weekday)?.presence }

    private func best(_ way: [Int], _ weekday: Int) -> Choice? {
        guard let first = way.first else { return nil }
        let least = leastPresence(of: way)
        guard least <= frame.latest - frame.earliest else { return nil }
        var best: Choice?
        let out = drive(base, jobs[first].place)
        var from = frame.earliest + frame.loading + out
        while let begin = jobs[first].begin(from: from, weekday: weekday) {
            from = begin + 1
            var times = TourTimes()
            guard run(way, weekday, begin, nil, recording: false, into: &times) else { break }
            var choice: Choice? = Choice(begin: begin, pause: nil, presence: times.presence)
            if !isLawful(times) { choice = withBreak(way, weekday, begin) }
            if let choice, best.map({ choice.presence < $0.presence }) ?? true { best = choice }
            // Without any waiting it cannot become shorter.
            if let best, best.presence == least { break }
        }
        return best
    }

    private func withBreak(_ way: [Int], _ weekday: Int, _ begin: Int) -> Choice? {
        var best: Choice?
        for length in [15, 30, 45] {
            for position in 0...way.count {
                var times = TourTimes()
                guard run(way, weekday, begin, (position, length), recording: false, into: &times), isLawful(times)
                else { continue }
                if best.map({ times.presence < $0.presence }) ?? true {
                    best = Choice(begin: begin, pause: (position, length), presence: times.presence)
                }
            }
            if best != nil { return best }
        }
        return nil
    }

    /// Work and driving alone, without waiting and breaks.
    func leastPresence(of way: [Int]) -> Int {
        var (here, minutes) = (base, 2 * frame.loading)
        for index in way {
            minutes += drive(here, jobs[index].place) + jobs[index].duration
            here = jobs[index].place
        }
        return minutes + drive(here, base)
    }

    /// - Returns: `false` when a window or the frame is missed.
    private func run(
        _ way: [Int], _ weekday: Int, _ begin: Int, _ pause: (position: Int, length: Int)?, recording: Bool,
        into times: inout TourTimes
    ) -> Bool {
        var here = jobs[way[0]].place
        let wait = pause?.position == 0 ? pause?.length ?? 0 : 0
        times.begin = begin - wait - drive(base, here) - frame.loading
        times.since = times.begin
        guard times.begin >= frame.earliest else { return false }
        times.rest(begin - wait, begin, recording)
        if recording { times.starts.append(begin) }
        var now = begin + jobs[way[0]].duration
        for position in way.indices.dropFirst() {
            let index = way[position]
            let place = jobs[index].place
            let arrival = now + drive(here, place)
            let ready = arrival + (pause?.position == position ? pause?.length ?? 0 : 0)
            guard let start = jobs[index].begin(from: ready, weekday: weekday) else { return false }
            times.rest(arrival, start, recording)
            if recording { times.starts.append(start) }
            (now, here) = (start + jobs[index].duration, place)
        }
        if let pause, pause.position == way.count {
            times.rest(now, now + pause.length, recording)
            now += pause.length
        }
        times.end = now + drive(here, base) + frame.loading
        times.longest = max(times.longest, times.end - times.since)
        return times.end <= frame.latest
    }

    private func isLawful(_ times: TourTimes) -> Bool {
        let work = times.presence - times.rested
        return work <= frame.longestWork && times.rested >= WorkingTime.breakNeeded(for: work)
            && times.longest <= WorkingTime.longestStretch
    }
}
