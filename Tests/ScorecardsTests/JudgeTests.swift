import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct JudgeTests {
    @Test func healthyTrialIsGreen() {
        let card = Judge.scorecard(of: healthyTrial())
        #expect(card.overall == .green)
        #expect(card.areas.map(\.area) == [.workload])
        #expect(card.areas.first?.findings.allSatisfy { $0.rating == .green } == true)
        #expect(card.verdict.hasPrefix("Green: all "))
        #expect(card.honesty == healthyTrial().honesty)
    }

    @Test func sameEvidenceGivesTheSameScorecard() {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        #expect(Judge.scorecard(of: evidence) == Judge.scorecard(of: evidence))
    }

    @Test func redFindingDecidesAndIsNamed() {
        var evidence = healthyTrial()
        evidence.tallies[0].lost = 3
        let card = Judge.scorecard(of: evidence)
        #expect(card.overall == .red)
        #expect(card.verdict == "Red: Loss (dashboard), 3 lost (green at 0, red above).")
    }

    @Test func yellowFindingDecidesOverGreenOnes() {
        var evidence = healthyTrial()
        evidence.setLatency(.ack, reader: nil, milliseconds: 200)
        #expect(Judge.scorecard(of: evidence).overall == .yellow)
    }

    @Test func bandsOfTheTrialAreUsed() {
        var evidence = healthyTrial()
        evidence.bands = [BandsRecord(criterion: "ack-tail", green: 0.0001, yellow: 0.0002)]
        #expect(Judge.scorecard(of: evidence).overall == .red)
    }

    @Test(arguments: [5.0, 5000]) func saturatedGeneratorMakesGreenAndRedTailsUnknown(milliseconds: Double) throws {
        var evidence = healthyTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: milliseconds)
        evidence.honesty?.late = 400
        let card = Judge.scorecard(of: evidence)
        let tail = try #require(card.areas.first?.findings.first { $0.criterion == "live-tail" })
        #expect(tail.rating == .unknown)
        #expect(tail.why.hasPrefix("generator-bound: 10 % of the sends were late"))
        #expect(tail.value != nil)
        #expect(card.overall == .unknown)
    }

    @Test func saturationSparesExactlyWhatDoesNotDependOnTheGenerator() throws {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        evidence.honesty?.late = 400
        let findings = try #require(Judge.scorecard(of: evidence).areas.first).findings
        let known = Set(findings.filter { $0.rating != .unknown }.map(\.criterion))
        #expect(known == ["loss", "repeats", "order", "corruption", "rejected"])
    }

    @Test func lossOnTheEmbeddedClusterOfASaturatedGeneratorIsUnknown() throws {
        var evidence = healthyTrial()
        evidence.manifest.isEmbedded = true
        evidence.tallies[0].lost = 1
        #expect(Judge.scorecard(of: evidence).overall == .red)
        evidence.honesty?.late = 400
        let card = Judge.scorecard(of: evidence)
        #expect(card.overall == .unknown)
        let loss = try #require(card.areas.first?.findings.first { $0.criterion == "loss" })
        #expect(loss.why.hasPrefix("generator-bound: the embedded cluster is in the generator's process"))
        #expect(loss.shown == "1 lost")
    }

    @Test func lossStaysRedBesideASaturatedGenerator() {
        var evidence = healthyTrial()
        evidence.honesty?.late = 400
        evidence.tallies[0].lost = 1
        #expect(Judge.scorecard(of: evidence).overall == .red)
    }

    @Test func findingWithoutEvidenceKeepsItsReasonBesideASaturatedGenerator() throws {
        var evidence = healthyTrial()
        evidence.honesty?.late = 400
        evidence.gaps = []
        let finding = try #require(
            Judge.scorecard(of: evidence).areas.first?.findings.first { $0.criterion == "unavailability" })
        #expect(finding.why == "the trial has no account of the gaps in acknowledgements.")
    }

    @Test func killedTrialIsUnknownWithItsTailsShown() throws {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        evidence.kill()
        let card = Judge.scorecard(of: evidence)
        #expect(card.overall == .unknown)
        let findings = try #require(card.areas.first).findings
        let known = findings.filter { $0.rating != .unknown }
        #expect(Set(known.map(\.criterion)) == ["live-tail", "ack-tail", "achieved-rate", "rejected"])
        #expect(known.allSatisfy { $0.why.contains("up to the interruption") })
        #expect(findings.filter { $0.rating == .unknown }.allSatisfy { $0.why.contains("its process is gone") })
    }

    @Test func killedTrialOfASaturatedGeneratorShowsNoGreenTail() throws {
        var evidence = healthyTrial()
        for index in evidence.production.indices { evidence.production[index].late = 50 }
        evidence.kill()
        let findings = try #require(Judge.scorecard(of: evidence).areas.first).findings
        #expect(findings.filter { $0.rating == .green }.map(\.criterion) == ["rejected"])
    }

    @Test func killedTrialIsRedWhereRedWasMeasured() {
        var evidence = healthyTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 5000)
        evidence.kill()
        #expect(Judge.scorecard(of: evidence).overall == .red)
    }

    @Test(arguments: [TrialState.interrupted, .failed, .running])
    func trialThatDidNotFinishIsUnknownEvenWithAGreenAccount(state: TrialState) {
        var evidence = healthyTrial()
        evidence.manifest.state = state
        let card = Judge.scorecard(of: evidence)
        #expect(card.overall == .unknown)
        #expect(card.areas.map(\.rating) == [.green])
        #expect(card.verdict.hasPrefix("Unknown: the trial "))
    }

    @Test func emptyEvidenceIsUnknownAndNeverGreen() {
        var evidence = TrialEvidence(manifest: healthyTrial().manifest)
        #expect(Judge.scorecard(of: evidence).overall == .unknown)
        evidence.readers = healthyTrial().readers
        let card = Judge.scorecard(of: evidence)
        #expect(card.areas.flatMap(\.findings).allSatisfy { $0.rating == .unknown && !$0.why.isEmpty })
    }

    @Test(arguments: [
        ("green", Rating.green, true), ("green", .yellow, false), ("yellow", .green, true), ("yellow", .yellow, true),
        ("yellow", .red, false), ("red", .red, true), ("red", .green, false), ("red", .unknown, false),
        ("green", .unknown, false), ("yellow", .unknown, false), ("unknown", .unknown, false), ("blue", .green, false),
    ])
    func expectationIsMet(expects: String, overall: Rating, isMet: Bool) {
        var card = Judge.scorecard(of: healthyTrial())
        card.trial.expects = expects
        card.overall = overall
        #expect(card.meetsExpectation == isMet)
    }
}
