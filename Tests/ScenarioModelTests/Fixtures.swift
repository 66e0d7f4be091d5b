import Quantities
import ScenarioModel

/// Criteria as the caller of the decoder would give them: one of each unit.
let someCriteria = [
    CriterionKey(id: "live-tail", unit: .duration, lowerIsBetter: true),
    CriterionKey(id: "achieved-rate", unit: .fraction, lowerIsBetter: false),
    CriterionKey(id: "loss", unit: .count, lowerIsBetter: true),
    CriterionKey(id: "interference", unit: .ratio, lowerIsBetter: true),
]

/// The least that a scenario can be.
let smallScenario = """
    name: small
    topics:
      events: { partitions: 4 }
    fleet:
      trucks: { topic: events, devices: 10, rate: 100/s }
    phases:
      - { name: steady, for: 10s }
    """

/// The scenario of a text, by the criteria above.
func decode(_ text: String, overrides: [String] = [], scale: Double? = nil, memory: ByteCount? = nil)
    throws(InputProblems) -> Scenario
{
    try ScenarioFile.decode(
        text: text, file: "s.yaml", criteria: someCriteria, overrides: Override.all(overrides), scale: scale,
        memory: memory)
}

/// The problems of a text as they are printed; empty where it is a scenario.
func problems(_ text: String, overrides: [String] = [], scale: Double? = nil, memory: ByteCount? = nil)
    -> [String]
{
    do {
        _ = try decode(text, overrides: overrides, scale: scale, memory: memory)
        return []
    } catch {
        return error.list.map(\.description)
    }
}
