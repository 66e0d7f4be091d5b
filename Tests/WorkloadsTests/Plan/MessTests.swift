import Quantities
import ScenarioModel
import Testing

@testable import Workloads

@Suite struct MessTests {
    private func fixture(_ mess: Mess, shape: Payload.Shape = .random) -> Fixture {
        var group = DeviceGroup.trucks(devices: 100, rate: 2_000, payload: Payload(shape: shape))
        group.mess = mess
        return Fixture([group])
    }

    @Test func resendIsTheSameEventAgainAfterItsWait() throws {
        let (events, counts) = fixture(Mess(resends: 0.1, resendAfter: .seconds(2))).eventsAndCounts()
        let first = Dictionary(
            events.filter { $0.marks.isEmpty }.map { (UInt64($0.device) << 32 | UInt64($0.sequence), $0) },
            uniquingKeysWith: { first, _ in first })
        let copies = events.filter { $0.marks == .resent }
        #expect((1_300...1_900).contains(copies.count))
        #expect(counts[0].resent == Int64(copies.count))
        for copy in copies {
            let original = try #require(first[UInt64(copy.device) << 32 | UInt64(copy.sequence)])
            #expect(copy.intendedNs == original.intendedNs + 2_000_000_000)
            #expect((copy.eventNs, copy.payload, copy.key) == (original.eventNs, original.payload, original.key))
        }
    }

    @Test func lateEventsAreHeldUpWithinTheirBound() {
        let events = fixture(Mess(late: 0.1, lateBy: .seconds(1))).events()
        for event in events {
            let delay = event.intendedNs - event.eventNs
            #expect(event.marks.contains(.late) ? (1...1_000_000_001).contains(delay) : delay == 0)
        }
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.isDue(before: $1) })
    }

    @Test func malformedEventsAreTheirShareAndHaveTheirOwnValues() {
        let fixture = fixture(Mess(malformed: 0.05), shape: .telemetry)
        let events = fixture.events()
        let malformed = events.filter { $0.marks.contains(.malformed) }
        #expect((Double(malformed.count) / Double(events.count) - 0.05).magnitude < 0.01)
        let slots = fixture.tables.payloads.slots(of: 0)
        #expect(malformed.allSatisfy { !slots.contains(Int($0.payload)) })
        #expect(events.allSatisfy { $0.marks.contains(.malformed) || slots.contains(Int($0.payload)) })
    }

    @Test func clockSkewIsTheDevicesOwnAndStopsAtZero() {
        let events = fixture(Mess(clockSkew: .seconds(3))).events()
        for (_, events) in Dictionary(grouping: events, by: \.device) {
            let skews = Set(events.filter { $0.eventNs > 0 }.map { Int64($0.eventNs) - Int64($0.intendedNs) })
            #expect(skews.count == 1)
            #expect(skews.allSatisfy { $0.magnitude <= 3_000_000_000 })
        }
        #expect(events.contains { $0.eventNs == 0 })
    }
}
