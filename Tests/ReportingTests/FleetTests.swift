import Evidence
import Quantities
import Scorecards
import Testing

@testable import Reporting

@Suite struct FleetTests {
    private func report(_ bend: (inout TrialEvidence) -> Void) -> Report {
        var evidence = FleetStory.evidence
        bend(&evidence)
        return FleetStory.report(of: evidence)
    }

    @Test func trialWithoutAFleetHasNoneOfItsSections() throws {
        #expect(TrialStory.told.fleetSections.isEmpty)
        #expect(FleetSummary(TrialStory.told) == nil)
        for title in FleetStory.told.fleetSections.map(\.title) {
            #expect(!TrialStory.told.html().contains(">\(title)<"))
            #expect(!TrialStory.told.markdown().contains("### \(title)"))
            #expect(!TrialStory.told.terminal(width: 100, color: false).contains(title.uppercased()))
        }
        #expect(!TrialStory.told.html().contains("devices come back"))
    }

    @Test func everySectionIsInEveryFormat() throws {
        let report = FleetStory.told
        let titles = report.fleetSections.map(\.title)
        #expect(
            titles == [
                "At the edge", "Delays by phase", "Outages of the links", "Connection set-up", "Content and identity",
                "Scale-out",
            ])
        for title in titles {
            #expect(report.html().contains("<h2>\(title)</h2>"))
            #expect(report.markdown().contains("### \(title)"))
            #expect(report.terminal(width: 100, color: false).contains(title.uppercased()))
        }
    }

    @Test func accountClosesInOneSentenceForEachReaderOfEverything() {
        let made = 120_000 + 1_100_000 - 119_328
        #expect(
            FleetStory.told.closedAccounts.map(\.text) == [
                "archive: made \(made.grouped) and sent again 240 = delivered 1,100,000 + dropped at the edge 900 + "
                    + "still on devices 12; lost 0.",
                "dashboard: made \(made.grouped) and sent again 240 = delivered 1,099,901 + dead-lettered 99 + dropped "
                    + "at the edge 900 + still on devices 12; lost 0.",
            ])
        #expect(FleetStory.told.closedAccounts.allSatisfy { !$0.isAlarming })
    }

    @Test func accountOfASimpleFleetIsAsSimple() {
        var evidence = TrialEvidence(manifest: TrialStory().manifest)
        evidence.readers = [
            ReaderRecord(
                name: "d", role: "live", group: "g", members: 1, topics: ["t"], deadLetters: "rejects")
        ]
        var edge = EdgeRow(group: "trucks")
        (edge.made, edge.sent, edge.droppedAtEdge) = (1234, 1204, 30)
        evidence.edges = [edge]
        var tally = DeliveryTally(reader: "d", topic: "t")
        (tally.sent, tally.acked, tally.delivered) = (1204, 1204, 1204)
        evidence.tallies = [tally]
        var fleet = FleetTally(reader: "d", topic: "t")
        (fleet.rejected, fleet.deadLettered) = (4, 4)
        evidence.fleetTallies = [fleet]
        #expect(
            FleetStory.report(of: evidence).closedAccounts.map(\.text) == [
                "d: made 1,234 = delivered 1,200 + dead-lettered 4 + dropped at the edge 30 + still on devices 0; lost 0."
            ])
    }

    @Test func lostUnreadAndNeverAcknowledgedEventsAreTermsOfTheAccount() throws {
        let report = report { evidence in
            evidence.tallies[0].delivered -= 12
            (evidence.tallies[0].lost, evidence.tallies[0].unread) = (3, 5)
            (evidence.tallies[0].rejected, evidence.tallies[0].indeterminate, evidence.tallies[0].ambiguous) = (1, 6, 3)
            evidence.tallies[0].acked -= 7
        }
        let sentence = try #require(report.closedAccounts.first { $0.text.hasPrefix("dashboard") })
        #expect(sentence.text.hasSuffix("still on devices 12 + unread 5 + never acknowledged 4 + lost 3."))
        #expect(sentence.isAlarming)
    }

    @Test func accountThatDoesNotCloseSaysSo() throws {
        let report = report { $0.tallies[0].delivered -= 2 }
        let sentence = try #require(report.closedAccounts.first { $0.text.hasPrefix("dashboard") })
        #expect(sentence.text.hasSuffix("lost 0. The account does not close: 2 missing."))
        #expect(sentence.isAlarming)
    }

    @Test func readersOfDifferentTopicsShareOneAccount() {
        let report = report { evidence in
            evidence.tallies[0].topic = "alarms"
            (evidence.tallies[0].sent, evidence.tallies[0].acked, evidence.tallies[0].delivered) = (400, 400, 400)
            (evidence.tallies[1].sent, evidence.tallies[1].acked) = (1_099_600, 1_099_600)
            evidence.tallies[1].delivered = 1_099_600
            evidence.fleetTallies = []
        }
        #expect(report.closedAccounts.count == 1)
        #expect(report.closedAccounts.allSatisfy { !$0.isAlarming })
        #expect(report.closedAccounts.first?.text.hasPrefix("alarms by dashboard, positions by archive: made") == true)
    }

    @Test func delaysStandSideBySideAndTheEdgeExplainsTheBusinessDelay() throws {
        let delays = PhaseDelays.all(of: FleetStory.evidence)
        #expect(delays.map(\.phase) == ["steady"])
        let steady = try #require(delays.first)
        let edge = try #require(steady.edge.maximum)
        let business = try #require(steady.business.maximum)
        let platform = try #require(steady.platform.value(atPercentile: 99))
        #expect(edge.seconds > 12 && business > edge)
        #expect(platform.seconds < 0.2)
    }

    @Test func readersOwnEdgeDelaysComeBeforeThoseOfEverythingSent() throws {
        var evidence = FleetStory.evidence
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 42_000)
        evidence.latencies.append(
            LatencyRow(second: 9, phase: 1, kind: .edge, reader: "dashboard", histogram: histogram))
        #expect(PhaseDelays.all(of: evidence).map(\.edge.count) == [1])
    }

    @Test func delaysOfAFleetWithoutAnEdgeAreNotShown() {
        var evidence = FleetStory.evidence
        evidence.latencies.removeAll { $0.kind == .edge }
        var none = LatencyHistogram()
        none.record(microseconds: 0, count: 100)
        evidence.latencies.append(LatencyRow(second: 9, phase: 1, kind: .edge, reader: nil, histogram: none))
        #expect(PhaseDelays.all(of: evidence).isEmpty)
    }

    @Test func outageAndStormAreMarkedOnTheCharts() throws {
        let mark = try #require(FleetStory.told.series.marks.outages.first)
        #expect((mark.start, mark.firstEnd, mark.stormEnd) == (20, 32, 45))
        let page = FleetStory.told.html()
        #expect(page.contains("class=\"outage\""))
        #expect(page.contains("class=\"storm\""))
    }

    @Test func stormHasARowOfItsOwnAmongTheConnections() {
        let table = FleetStory.told.connectionTable
        #expect(table.rows.map { $0[0].text } == ["measured phases", "storm after harbour"])
        #expect(table.rows.map { $0[1].text } == ["400", "400"])
    }

    @Test func groupWhoseBooksDoNotCloseIsAlarming() {
        let report = report { $0.edges[0].made += 1 }
        #expect(report.edgeTable.rows.map { $0[2].isAlarming } == [true, false])
    }
}
