/// The schedules of all courses laid flat, for the loop: when a load time is due.
struct LoadClock: Sendable {
    private struct Course {
        var totalLoad: Double
        /// A segment at or shortly before what is generated now.
        var hint: Int
        var first: Int
        var last: Int
    }

    private var segments: [LoadSegment] = []
    private var courses: [Course] = []

    init(_ fleet: FleetCourses) {
        for schedule in fleet.schedules {
            let first = segments.count
            segments += schedule.segments
            courses.append(
                Course(totalLoad: schedule.totalLoad, hint: first, first: first, last: max(first, segments.count - 1)))
        }
    }

    /// When a load time of a course is due; `.max` from its total on.
    ///
    /// - Parameter nowNs: where generation stands; what is due is looked for from there on first.
    @inline(__always)
    mutating func instant(ofLoad value: Double, course: UInt16, nowNs: UInt64) -> UInt64 {
        let place = Int(course)
        guard value < courses[place].totalLoad else { return .max }
        var index = courses[place].hint
        if segments[index].endNs <= nowNs, index < courses[place].last {
            repeat { index += 1 } while segments[index].endNs <= nowNs && index < courses[place].last
            courses[place].hint = index
        }
        if value < segments[index].startLoad {
            index = search(value, courses[place].first, courses[place].last)
        } else {
            var steps = 0
            while value >= segments[index].endLoad {
                index += 1
                steps += 1
                if steps > 8 {
                    index = search(value, index, courses[place].last)
                    break
                }
            }
        }
        return segments[index].instant(ofLoad: value)
    }

    private func search(_ value: Double, _ first: Int, _ last: Int) -> Int {
        var (low, high) = (first, last)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].endLoad <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
