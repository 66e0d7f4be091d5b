import Quantities
import ScenarioModel
import Testing
import Workloads

@testable import LoadEngine

/// A fleet of a gateway group between two groups with own connections.
@Suite struct ConnectionSeatsTests {
    private let scenario = Scenario(
        name: "mixed", topics: [Topic(name: "events", partitions: 4)],
        fleet: [
            DeviceGroup(name: "ships", topic: "events", devices: 7, rate: 70, connection: .own(most: 3)),
            DeviceGroup(name: "gates", topic: "events", devices: 5, rate: 50),
            DeviceGroup(name: "trucks", topic: "events", devices: 4, rate: 40, connection: .own(most: 100)),
        ], producers: ProducerSettings(count: 2), phases: [Phase(name: "all", duration: .seconds(2))])
    private var tables: PlanTables { PlanTables(scenario: scenario, partitions: [4]) }

    @Test(arguments: 1...4) func everyDeviceSitsWhereTheLayoutHasItsProducer(loops: Int) {
        let layout = ProducerLayout(scenario: scenario)
        var seen: [Int] = []
        for loop in 0..<loops {
            let seats = ConnectionSeats(layout: layout, roster: tables.roster, loop: loop, of: loops)
            seen += seats.producers
            for (group, first, devices) in [(0, 0, 7), (2, 12, 4)] {
                for number in 0..<devices {
                    guard let producer = layout.producer(ofGroup: group, number: number), producer % loops == loop
                    else { continue }
                    let seat = seats.seat(ofDevice: UInt32(first + number))
                    #expect(seats.producers[seat] == producer)
                    #expect(seats.fleetGroup[seat] == group)
                }
            }
        }
        #expect(seen.sorted() == Array(2..<9))
    }

    @Test func theSharesTogetherAreTheWholePlan() {
        let shares: [PlanShare] = [.gateway(0, of: 2), .gateway(1, of: 2), .own(0, of: 2), .own(1, of: 2)]
        var events: [[UInt32: [UInt32]]] = []
        for share in shares {
            let plan = SendPlan(
                producer: 0, share: share, trial: 1, tables: tables, topicCount: 1,
                phases: PhaseClock(endsNs: [2_000_000_000], isWarmUp: [false]))
            var mine: [UInt32: [UInt32]] = [:]
            plan.plan(scenario) { chunk in
                for index in 0..<chunk.count { mine[chunk.device[index], default: []].append(chunk.sequence[index]) }
            }
            events.append(mine)
        }
        let devices = events.map { $0.keys.sorted() }
        #expect(devices[0] == [8, 10])
        #expect(devices[1] == [7, 9, 11])
        #expect((devices[2] + devices[3]).sorted() == [0, 1, 2, 3, 4, 5, 6, 12, 13, 14, 15])
        for sequences in events.flatMap(\.values) { #expect(sequences == Array(0..<UInt32(sequences.count))) }
    }

    @Test(arguments: [(1, 1), (128, 1), (129, 2), (500, 4), (5000, 4)])
    func loopsAreFew(connections: Int, loops: Int) {
        #expect(ConnectionSeats.loops(for: connections) == loops)
    }
}
