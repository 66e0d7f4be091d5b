import Quantities
import ScenarioModel
import Testing

@testable import Workloads

@Suite struct OutageTests {
    private func fleet(_ link: Link, _ outages: [LinkOutage], buffer: EdgeBuffer = EdgeBuffer()) -> Fixture {
        var group = DeviceGroup.trucks(devices: 40, rate: 400, arrival: .periodic(jitter: 0), regions: 4)
        (group.link, group.buffer) = (link.name, buffer)
        return Fixture(
            [group], phases: [Phase(name: "all", duration: .seconds(40))],
            links: [link, Link(name: "cellular", delay: .milliseconds(5))], outages: outages)
    }

    private func outage(
        regions: [Int] = [], links: [String] = [], share: Double = 1, spread: Nanoseconds = .zero
    ) -> LinkOutage {
        LinkOutage(
            name: "storm", links: links, regions: regions, share: share, phase: "all", after: .seconds(10),
            duration: .seconds(10), spread: spread)
    }

    @Test func regionalOutageStrikesExactlyItsRegion() {
        let fixture = fleet(Link(name: "satellite"), [outage(regions: [2])])
        let roster = fixture.tables.roster.groups[0]
        for event in fixture.events() {
            let isDark = event.eventNs >= 10_000_000_000 && event.eventNs < 20_000_000_000
            let isStruck = roster.region(ofNumber: Int(event.device)) == 2
            if isDark { #expect(event.marks.contains(.buffered) == isStruck) }
            if !isStruck { #expect(event.marks.isEmpty && event.intendedNs == event.eventNs) }
        }
        #expect(fixture.tables.outages.map(\.devices) == [10])
        #expect(fixture.tables.outages.map(\.startNs) == [10_000_000_000])
        #expect(fixture.tables.outages.map(\.endNs) == [20_000_000_000])
    }

    @Test func shareAndSpreadAreResolvedForEachDevice() {
        let link = Link(name: "satellite", reconnect: Reconnect(most: .seconds(5)))
        let fixture = fleet(link, [outage(share: 0.5, spread: .seconds(5))])
        let (events, counts) = fixture.eventsAndCounts()
        let struck = Set(events.filter { $0.marks.contains(.buffered) }.map(\.device))
        #expect((10...30).contains(struck.count))
        #expect(fixture.tables.outages[0].devices == struck.count)
        #expect(fixture.tables.outages[0].endNs == 25_000_000_000)
        #expect(counts[0].darkSpans == Int64(struck.count))
    }

    @Test func withoutJitterAttemptsAreInStepAndTheFirstAfterTheReturnGetsThrough() {
        var link = Link(name: "satellite")
        link.reconnect = Reconnect(first: .seconds(1), factor: 2, most: .seconds(60), jitter: 0)
        let (events, counts) = fleet(link, [outage()]).eventsAndCounts()
        // Attempts 1, 3, 7 and 15 s after the link went: three fail, the fourth gets through for all at once.
        let back = events.filter { $0.marks.contains(.reconnected) }
        #expect(back.count == 40)
        #expect(back.allSatisfy { $0.intendedNs == 25_000_000_000 })
        #expect(counts[0].failedAttempts == 120)
        #expect(counts[0].darkNs == 40 * 15_000_000_000)
        #expect(counts[0].longestDarkNs == 15_000_000_000)
    }

    @Test func withJitterTheFleetComesBackSpreadOut() {
        var link = Link(name: "satellite")
        link.reconnect = Reconnect(first: .seconds(1), factor: 2, most: .seconds(8), jitter: 1)
        let back = fleet(link, [outage()]).events().filter { $0.marks.contains(.reconnected) }.map(\.intendedNs)
        #expect(back.count == 40)
        #expect(Set(back).count == 40)
        #expect(back.allSatisfy { (20_000_000_000...28_000_000_000).contains($0) })
    }

    @Test func fallbackTakesOverUntilTheOwnLinkIsBack() {
        var link = Link(name: "satellite", delay: .milliseconds(600))
        link.fallback = Fallback(link: "cellular", after: .seconds(2))
        link.reconnect = Reconnect(first: .seconds(1), factor: 1, most: .seconds(1), jitter: 0)
        let (events, counts) = fleet(link, [outage(links: ["satellite"])]).eventsAndCounts()
        #expect(counts[0].fallbacks == 40)
        #expect(counts[0].reconnects == 40)
        #expect(counts[0].longestDarkNs == 2_000_000_000)
        for event in events where (13_000_000_000..<20_000_000_000).contains(event.eventNs) {
            #expect(event.intendedNs - event.eventNs == 5_000_000)
        }
        // An outage of all links leaves no way around.
        #expect(fleet(link, [outage()]).eventsAndCounts().counts[0].fallbacks == 0)
    }

    @Test func backlogFirstKeepsTheOrderAndLiveFirstDoesNotWait() {
        let link = Link(name: "satellite", bandwidth: 60_000)
        for drain in EdgeBuffer.Drain.allCases {
            let events = fleet(link, [outage()], buffer: EdgeBuffer(drain: drain)).events().filter { $0.device == 0 }
            let isInOrder = zip(events, events.dropFirst()).allSatisfy { $0.sequence < $1.sequence }
            #expect(isInOrder == (drain == .backlogFirst))
            let live = events.filter { $0.eventNs > 32_000_000_000 && !$0.marks.contains(.buffered) }
            #expect(!live.isEmpty)
            if drain == .liveFirst { #expect(live.allSatisfy { $0.intendedNs - $0.eventNs < 80_000_000 }) }
        }
    }

    @Test func outageFromTheStartPastTheEndHoldsEverything() {
        let always = LinkOutage(name: "always", phase: "all", duration: .seconds(100))
        let fixture = fleet(Link(name: "satellite"), [always], buffer: EdgeBuffer(events: 100))
        let (events, counts) = fixture.eventsAndCounts()
        #expect(events.isEmpty)
        #expect(counts[0].made == 16_000)
        #expect(counts[0].heldAtEnd == 4_000)
        #expect(counts[0].droppedAtEdge == 12_000)
        #expect(counts[0].darkNs == 40 * 40_000_000_000)
    }

    @Test func stormOfUnboundedLinksStaysInOrder() {
        // All devices at once, each with a hundred events within as many nanoseconds.
        var link = Link(name: "satellite")
        link.reconnect = Reconnect(first: .seconds(1), factor: 1, most: .seconds(1), jitter: 0)
        var group = DeviceGroup.trucks(devices: 400, rate: 4_000, arrival: .poisson)
        group.link = "satellite"
        let fixture = Fixture(
            [group], phases: [Phase(name: "all", duration: .seconds(30))], links: [link], outages: [outage()])
        let events = fixture.events()
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.isDue(before: $1) })
        #expect(events.count { (20_000_000_000..<20_000_001_000).contains($0.intendedNs) } > 30_000)
    }
}
