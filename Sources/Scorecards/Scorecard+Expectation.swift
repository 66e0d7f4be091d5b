internal import Evidence

extension Scorecard {
    /// Whether the overall rating is the one that the scenario expects of a healthy cluster.
    ///
    /// A scenario that expects yellow is also content with green; one that expects red (`never-drains`) shows that a
    /// defect is found, and is met by red only. Unknown meets nothing.
    package var meetsExpectation: Bool {
        switch Rating(rawValue: trial.expects) {
        case .green: overall == .green
        case .yellow: overall == .green || overall == .yellow
        case .red: overall == .red
        case .unknown, nil: false
        }
    }
}
