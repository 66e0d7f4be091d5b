import Quantities
import ScenarioModel
import Testing

@testable import Workloads

/// The planner against the plain simulation of `ReferenceFleet`, over random small fleets.
@Suite struct ReferenceTests {
    /// Draws for a scenario's figures.
    private struct Dice {
        let random: CounterRandom
        var index: UInt64 = 0

        init(_ seed: UInt64) { random = CounterRandom(seed: seed, owner: 77, use: .fieldValue) }

        mutating func unit() -> Double {
            index += 1
            return random.unit(index)
        }

        mutating func pick<T>(_ values: [T]) -> T { values[Int(unit() * Double(values.count))] }

        mutating func seconds(_ range: ClosedRange<Double>) -> Nanoseconds {
            .seconds(range.lowerBound + unit() * (range.upperBound - range.lowerBound))
        }
    }

    static func scenario(_ seed: UInt64) -> Fixture {
        var dice = Dice(seed)
        let phases = [
            Phase(name: "first", duration: dice.seconds(2...10), load: dice.pick([.steady(1), .ramp(from: 0, to: 2)])),
            Phase(name: "second", duration: dice.seconds(5...20), load: .steady(dice.pick([0, 1, 3]))),
            Phase(name: "third", duration: dice.seconds(5...20)),
        ]
        func link(_ name: String, fallback: String?, _ dice: inout Dice) -> Link {
            Link(
                name: name, bandwidth: dice.pick([nil, 1e6, 20_000, 4_000]), delay: dice.pick([.zero, .seconds(0.3)]),
                jitter: dice.pick([.zero, .seconds(0.2)]), loss: dice.pick([0, 0, 0.3]),
                retransmit: dice.pick([.milliseconds(10), .seconds(1)]),
                drops: dice.unit() < 0.4
                    ? RandomDrops(
                        every: dice.seconds(1...8), lasting: dice.seconds(0.1...3),
                        peakPhases: dice.pick([[], ["second"]]), factor: 5) : nil,
                reconnect: Reconnect(
                    first: dice.seconds(0.01...1), factor: dice.pick([1, 1.5, 2]), most: dice.seconds(1...4),
                    jitter: dice.pick([0, 0.5, 1])),
                fallback: fallback.map { Fallback(link: $0, after: dice.seconds(0...2)) })
        }
        let links = [
            link("satellite", fallback: dice.pick([nil, "cellular"]), &dice), link("cellular", fallback: nil, &dice),
        ]
        let outages = (0..<dice.pick([0, 1, 2, 4])).map { number in
            LinkOutage(
                name: "outage \(number)", links: dice.pick([[], ["satellite"], ["cellular"]]),
                groups: dice.pick([[], ["truck"]]), regions: dice.pick([[], [0], [1, 2]]),
                share: dice.pick([1, 1, 0.5]), phase: dice.pick(["first", "second", "third"]),
                after: dice.pick([.zero, dice.seconds(0...5)]), duration: dice.seconds(0.2...20),
                spread: dice.pick([.zero, .seconds(3)]))
        }
        let names = ["truck", "crane", "van"].prefix(dice.pick([1, 2, 3]))
        let fleet = names.map { name in
            DeviceGroup(
                name: name, topic: "positions", devices: dice.pick([1, 2, 5]), rate: dice.pick([2, 20, 60]),
                arrival: dice.pick([.poisson, .periodic(jitter: 0), .periodic(jitter: 0.4), .periodic(jitter: 1)]),
                pattern: dice.pick([
                    nil, LoadPattern(shape: .shifts(on: 0.3, off: 0.2, low: 0.1), day: .seconds(7), spread: 0.5),
                ]), key: .region, regions: 3, payload: Payload(shape: .telemetry, size: .uniform(min: 130, max: 400)),
                link: dice.pick(["satellite", "satellite", "cellular", nil]),
                buffer: EdgeBuffer(
                    events: dice.pick([1, 2, 5, 17, 40, 1_000]), overflow: dice.pick(EdgeBuffer.Overflow.allCases),
                    drain: dice.pick(EdgeBuffer.Drain.allCases)),
                mess: Mess(
                    resends: dice.pick([0, 0.2]), resendAfter: dice.seconds(0...4), late: dice.pick([0, 0.1]),
                    lateBy: dice.seconds(0...8), malformed: dice.pick([0, 0.2]),
                    clockSkew: dice.pick([.zero, .seconds(2)])))
        }
        return Fixture(fleet, seed: seed, phases: phases, links: links, outages: outages)
    }

    private static func compare(_ seeds: Range<UInt64>) -> (
        resent: Int, dropped: Int64, buffered: Int, fallbacks: Int64
    ) {
        var seen: (resent: Int, dropped: Int64, buffered: Int, fallbacks: Int64) = (0, 0, 0, 0)
        for seed in seeds {
            let fixture = scenario(seed)
            let reference = ReferenceFleet(fixture)
            let (events, counts) = fixture.eventsAndCounts()
            let plain = events.map { event in
                var event = event
                (event.lane, event.key) = (0, 0)
                return event
            }
            #expect(counts == reference.counts, "seed \(seed)")
            #expect(plain.count == reference.events.count, "seed \(seed)")
            if let place = zip(plain, reference.events).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                Issue.record("seed \(seed): event \(place) is \(plain[place]), not \(reference.events[place])")
            }
            for count in counts {
                #expect(count.made == count.sent - count.resent + count.droppedAtEdge + count.heldAtEnd)
                seen.dropped += count.droppedAtEdge
                seen.fallbacks += count.fallbacks
            }
            seen.resent += events.count { $0.marks.contains(.resent) }
            seen.buffered += events.count { $0.marks.contains(.buffered) }
        }
        return seen
    }

    @Test(arguments: [0..<60, 60..<120, 120..<180, 180..<240] as [Range<UInt64>])
    func plannerYieldsWhatASimulationEventByEventDoes(seeds: Range<UInt64>) {
        let seen = ReferenceTests.compare(seeds)
        #expect(seen.resent > 50)
        #expect(seen.dropped > 500)
        #expect(seen.buffered > 500)
        #expect(seen.fallbacks > 5)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func linkedStreamDependsOnNeitherChunksNorShares(seed: UInt64) {
        let fixture = ReferenceTests.scenario(seed)
        let (events, counts) = fixture.eventsAndCounts()
        #expect(fixture.events(capacity: 1) == events)
        var sum = fixture.scenario.fleet.map { _ in EdgeCount() }
        var shared: [PlannedEvent] = []
        for producer in 0..<3 {
            let part = fixture.eventsAndCounts(.gateway(producer, of: 3))
            shared += part.events
            for (index, count) in part.counts.enumerated() { sum[index].add(count) }
        }
        #expect(shared.sorted { $0.isDue(before: $1) } == events.sorted { $0.isDue(before: $1) })
        #expect(sum == counts)
    }
}
