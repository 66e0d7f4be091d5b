internal import ScenarioModel

/// What a person asked to be sent: a scenario, or a trace as one.
struct AskedLoad {
    var scenario: Scenario
    /// The scenario as its file has it, or what stands for it.
    var text: String
    var overrides: [String] = []
    var replay: OpenReplay?
}
