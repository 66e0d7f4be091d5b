import ScenarioModel

/// The schedules of a fleet: that of the phases alone, and one for each course of the day that a group's regions have.
package struct FleetCourses: Sendable {
    /// Segments of all regions of a group; regions share a course where there would be more.
    private static let mostSegments = 1 << 20

    /// Index 0 is the phases' own, without a pattern.
    package private(set) var schedules: [PhaseSchedule]
    private var first: [Int] = []
    private var count: [Int] = []
    private var regions: [Int] = []

    init(scenario: Scenario) {
        schedules = [PhaseSchedule(phases: scenario.phases)]
        for group in scenario.fleet {
            let regions = max(1, group.regions)
            self.regions.append(regions)
            guard let pattern = group.pattern else {
                first.append(0)
                count.append(1)
                continue
            }
            let own = PhaseSchedule(phases: scenario.phases, pattern: pattern)
            let room = max(1, FleetCourses.mostSegments / max(1, own.segments.count))
            let courses = pattern.spread == 0 ? 1 : min(regions, room, 256)
            first.append(schedules.count)
            count.append(courses)
            schedules.append(own)
            for course in 1..<max(1, courses) {
                let offset = Double(course) / Double(courses) * pattern.spread
                schedules.append(PhaseSchedule(phases: scenario.phases, pattern: pattern, offset: offset))
            }
        }
        precondition(schedules.count <= Int(UInt16.max), "\(schedules.count) courses of the day: at most 65535 fit")
    }

    /// Index of the schedule that a region's devices of a group go by.
    package func course(ofGroup group: Int, region: Int) -> Int {
        first[group] + min(region, regions[group] - 1) * count[group] / regions[group]
    }
}
