internal import Evidence

/// What all probes of a run share.
struct RunContext: Sendable {
    var target: CompatibilityTarget
    var cluster: ClusterIdentity
    var space: RunSpace
    var logs: PlainLogs
    var ceiling: [Int16: Int16]
    var tools = ToolSearch.machine
    /// For one run of one tool.
    var toolLimit = Duration.seconds(90)
    let toolVersions = ToolVersions()
    /// Whether topics may be made: not where the user gave topics.
    var mayMakeTopics: Bool { space.givenTopics == nil }
}
