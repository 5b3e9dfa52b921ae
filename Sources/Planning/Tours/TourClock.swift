/// What is to be done at one place, once a day at most, as the search sees it.
struct TourJob {
    let place: Int
    let setUp: Int
    /// Minutes in all, setting up and packing within.
    let duration: Int
    /// Serving begins at a multiple of it.
    let raster: Int
    /// Of Monday to Sunday, in order.
    let windows: [[TimeWindow]]
    /// Of Monday to Sunday: whether a tour of this alone is possible.
    var fits: [Bool] = []

    /// The first time from `minute` on at which it can begin.
    func begin(from minute: Int, weekday: Int) -> Int? {
        for window in windows[weekday] {
            let opens = max(minute, window.from) + setUp
            let begin = (opens + raster - 1) / raster * raster - setUp
            if begin + duration <= window.until { return begin }
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

    /// Minutes from begin to end.
    var presence: Int { end - begin }
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

    /// - Parameter weekday: 0 = Monday.
    /// - Returns: `nil` when no times keep windows, frame, breaks and working time.
    func times(of way: [Int], weekday: Int) -> TourTimes? {
        guard let first = way.first else { return nil }
        var best: TourTimes?
        let out = drive(base, jobs[first].place)
        var from = frame.earliest + frame.loading + out
        while let begin = jobs[first].begin(from: from, weekday: weekday) {
            from = begin + 1
            var times = TourTimes()
            guard run(way, weekday, begin, pause: nil, into: &times) else { break }
            if !isLawful(times) {
                guard let paused = withBreak(way, weekday, begin) else { continue }
                times = paused
            }
            if best.map({ times.presence < $0.presence }) ?? true { best = times }
        }
        return best
    }

    private func withBreak(_ way: [Int], _ weekday: Int, _ begin: Int) -> TourTimes? {
        var best: TourTimes?
        for length in [15, 30, 45] {
            for position in 0...way.count {
                var times = TourTimes()
                guard run(way, weekday, begin, pause: (position, length), into: &times), isLawful(times) else {
                    continue
                }
                if best.map({ times.presence < $0.presence }) ?? true { best = times }
            }
            if best != nil { return best }
        }
        return nil
    }

    /// - Parameter pause: minutes of rest on arrival at the job of that position; after the last job when it is their count.
    /// - Returns: `false` when a window or the frame is missed.
    private func run(
        _ way: [Int], _ weekday: Int, _ begin: Int, pause: (position: Int, length: Int)?, into times: inout TourTimes
    ) -> Bool {
        var here = jobs[way[0]].place
        var rested = 0
        func rest(_ from: Int, _ until: Int) {
            let length = min(until - from, WorkingTime.mostBreak - rested)
            guard length >= WorkingTime.shortestBreak else { return }
            times.breaks.append(Pause(from: from, until: from + length))
            rested += length
        }
        let wait = pause?.position == 0 ? pause?.length ?? 0 : 0
        times.begin = begin - wait - drive(base, here) - frame.loading
        guard times.begin >= frame.earliest else { return false }
        rest(begin - wait, begin)
        times.starts.append(begin)
        var now = begin + jobs[way[0]].duration
        for position in way.indices.dropFirst() {
            let job = jobs[way[position]]
            let arrival = now + drive(here, job.place)
            let ready = arrival + (pause?.position == position ? pause?.length ?? 0 : 0)
            guard let start = job.begin(from: ready, weekday: weekday) else { return false }
            rest(arrival, start)
            times.starts.append(start)
            (now, here) = (start + job.duration, job.place)
        }
        if let pause, pause.position == way.count {
            rest(now, now + pause.length)
            now += pause.length
        }
        times.end = now + drive(here, base) + frame.loading
        return times.end <= frame.latest
    }

    private func isLawful(_ times: TourTimes) -> Bool {
        let rested = times.breaks.reduce(0) { $0 + $1.until - $1.from }
        let work = times.presence - rested
        guard work <= frame.longestWork, rested >= WorkingTime.breakNeeded(for: work) else { return false }
        var since = times.begin
        for pause in times.breaks {
            guard pause.from - since <= WorkingTime.longestStretch else { return false }
            since = pause.until
        }
        return times.end - since <= WorkingTime.longestStretch
    }
}
