package import LabCluster
package import ScenarioModel
package import Workloads

/// What a person asked to be run.
package struct TrialRequest: Sendable {
    package var scenario: Scenario
    /// What the scenario's producers send: its fleet's events, or those of a trace.
    package var source: LoadSource
    package var scenarioText: String
    package var scale: Double
    package var overrides: [String]
    package var target: TargetProfile
    /// How the cluster inside the process is to be, where the target is that one.
    package var embedded = LabSettings.embedded
    /// Put before the scenario's topic names on the cluster.
    package var topicPrefix: String
    package var keepTopics: Bool
    package var version: String
    /// Hides secrets in a client's properties and in texts before they are stored.
    package var redactProperties: @Sendable ([String: String]) -> [String: String]
    package var redactText: @Sendable (String) -> String

    package init(
        scenario: Scenario, source: LoadSource = .fleet, scenarioText: String, scale: Double, overrides: [String],
        target: TargetProfile,
        topicPrefix: String, keepTopics: Bool, version: String,
        redactProperties: @escaping @Sendable ([String: String]) -> [String: String],
        redactText: @escaping @Sendable (String) -> String
    ) {
        self.scenario = scenario
        self.source = source
        self.scenarioText = scenarioText
        self.scale = scale
        self.overrides = overrides
        self.target = target
        self.topicPrefix = topicPrefix
        self.keepTopics = keepTopics
        self.version = version
        self.redactProperties = redactProperties
        self.redactText = redactText
    }
}
