import ScenarioModel
import Testing
import Workloads

@Suite struct PlanTablesTests {
    @Test func lanesAreThePartitionsOfTheTopicsInTheirOrder() {
        let scenario = Scenario(
            name: "two topics", topics: [Topic(name: "a", partitions: 12), Topic(name: "b", partitions: 12)],
            fleet: [.trucks(topic: "b")], phases: [])
        // As they are on the cluster, not as the scenario asks for them.
        let tables = PlanTables(scenario: scenario, partitions: [2, 3])
        #expect(tables.lanes.map(\.topic) == [0, 0, 1, 1, 1])
        #expect(tables.lanes.map(\.partition) == [0, 1, 0, 1, 2])
        #expect(tables.roster.groups.map(\.topic) == [1])
    }

    @Test func partitionsMustFitTheTopics() async {
        await #expect(processExitsWith: .failure) {
            let scenario = Scenario(name: "no", topics: [Topic(name: "a", partitions: 1)], fleet: [], phases: [])
            _ = PlanTables(scenario: scenario, partitions: [1, 1])
        }
    }

    @Test func groupMustSendToATopicThatIsThere() async {
        await #expect(processExitsWith: .failure) {
            let scenario = Scenario(
                name: "no", topics: [Topic(name: "a", partitions: 1)], fleet: [.trucks(topic: "b")], phases: [])
            _ = PlanTables(scenario: scenario, partitions: [1])
        }
    }

    @Test func jitterOfMoreThanAPeriodIsRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = Fixture([.trucks(arrival: .periodic(jitter: 1.1))]).events()
        }
    }
}
