import Evidence
import Foundation
import GRDB
import ResultsStore
import Scorecards
import Testing

struct CompatibilityTests {
    let folder: ResultsFolder
    let store: ResultsStore
    let run = SampleRun()

    init() throws {
        folder = try ResultsFolder()
        store = try folder.store()
    }

    @Test func everythingOfARunComesBackInTheOrderOfTheCatalogue() throws {
        try run.run(in: store)
        var stored = try store.compatibilityRun(run.id)
        #expect(stored.findings.map(\.id) == run.findings.map(\.id))
        #expect(stored == run.finished)
        stored.findings = []
        let listed = try #require(try store.compatibilityRuns().first)
        #expect(listed.run == stored)
        #expect(listed.rating == .red)
        #expect(listed.verdict == "Red: txn.abort (core tier) fails.")
        #expect(listed.counts == ["pass": 1, "fail": 1, "not run": 1, "inconclusive": 1])
    }

    @Test func textBehindAZeroByteIsKept() throws {
        var spoiled = run
        spoiled.findings[0].observed = "a\u{0}b"
        spoiled.findings[0].exchanges[0].answered = "\u{0}c"
        spoiled.findings[0].facts = ["a\u{0}b": "\u{0}"]
        try spoiled.run(in: store)
        let stored = try store.compatibilityRun(run.id).findings[0]
        #expect(stored.observed == "a\u{FFFD}b")
        #expect(stored.exchanges[0].answered == "\u{FFFD}c")
        #expect(stored.facts == spoiled.findings[0].facts)
    }

    @Test func runThatGoesOnHasWhatWasFoundSoFar() throws {
        try store.begin(run.begun)
        try store.append(run.findings[1], toRun: run.id)
        try store.append(run.findings[0], toRun: run.id)
        let stored = try store.compatibilityRun(run.id)
        #expect(stored.state == .running)
        #expect(stored.finishedAt == nil)
        #expect(stored.findings == [run.findings[1], run.findings[0]])
        let reader = try ResultsStore.open(path: folder.file(), readOnly: true, isAlive: { _ in false })
        #expect(try reader.compatibilityRun(run.id).state == .interrupted)
        #expect(try reader.compatibilityRuns().map(\.run.state) == [.interrupted])
    }

    @Test func interruptedRunKeepsWhatWasFound() throws {
        try store.begin(run.begun)
        for finding in run.findings { try store.append(finding, toRun: run.id) }
        var end = run.finished
        end.state = .interrupted
        end.findings = [run.findings[2]]
        try store.finish(end)
        let stored = try store.compatibilityRun(run.id)
        #expect(stored.state == .interrupted)
        #expect(stored.findings.first?.id == run.findings[2].id)
        #expect(Set(stored.findings) == Set(run.findings))
    }

    @Test func laterFindingOfACheckTakesThePlaceOfTheEarlier() throws {
        try store.begin(run.begun)
        try store.append(run.findings[0], toRun: run.id)
        var again = run.findings[0]
        again.verdict = .degraded
        again.exchanges.removeLast()
        try store.append(again, toRun: run.id)
        #expect(try store.compatibilityRun(run.id).findings == [again])
    }

    @Test func runsAreFoundByIDBeginningTargetAndLatest() throws {
        try run.run(in: store)
        let later = SampleRun(id: "20261122-090000-bbbb", startedAt: run.startedAt + 86_400, target: "source")
        try later.run(in: store)
        var unfinished = SampleRun(id: "20261123-090000-cccc", startedAt: run.startedAt + 172_800)
        unfinished.findings = []
        try store.begin(unfinished.begun)
        #expect(try store.resolveRun(run.id) == run.id)
        #expect(try store.resolveRun("20261122") == later.id)
        #expect(try store.resolveRun("latest") == unfinished.id)
        #expect(try store.resolveRun("candidate") == run.id)
        #expect(try store.resolveRun("source") == later.id)
        #expect(try store.compatibilityRuns(target: "candidate").map(\.run.id) == [unfinished.id, run.id])
        #expect(try store.compatibilityRuns(limit: 1).map(\.run.id) == [unfinished.id])
        #expect(throws: ResultsError.self) { try store.resolveRun("2026112") }
        let unknown = #expect(throws: ResultsError.self) { try store.resolveRun("nobody") }
        #expect(unknown?.code == .unknownTrial)
        #expect(unknown?.description.contains("20261123-090000-cccc") == true)
        #expect(throws: ResultsError.self) { try store.resolveRun("") }
    }

    @Test func runIsStoredOnce() throws {
        try store.begin(run.begun)
        let error = #expect(throws: ResultsError.self) { try store.begin(run.begun) }
        #expect(error?.code == .duplicateTrial)
        #expect(throws: ResultsError.self) { try store.append(run.findings[0], toRun: "nobody") }
        #expect(throws: ResultsError.self) { try store.finish(SampleRun(id: "nobody").finished) }
    }

    @Test func deletingLeavesNothingOfTheRunAndAllOfTheOthers() throws {
        try run.run(in: store)
        let other = SampleRun(id: "20261122-090000-bbbb")
        try other.run(in: store)
        try store.deleteRun(run.id)
        #expect(try store.compatibilityRuns().map(\.run.id) == [other.id])
        #expect(try store.compatibilityRun(other.id) == other.finished)
        try store.deleteRun(other.id)
        let tables = ["compatibility_runs", "check_findings", "wire_exchanges", "offered_apis"]
        let queue = try DatabaseQueue(path: folder.file())
        for table in tables {
            #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } == 0, "\(table)")
        }
    }

    @Test func runThatGoesOnIsNotDeleted() throws {
        try store.begin(run.begun)
        let error = #expect(throws: ResultsError.self) { try store.deleteRun(run.id) }
        #expect(error?.code == .trialRuns)
        let later = try ResultsStore.open(path: folder.file(), isAlive: { _ in false })
        try later.deleteRun(run.id)
        #expect(try later.compatibilityRuns().isEmpty)
    }

    @Test func ownProcessCountsAsAlive() throws {
        let store = try ResultsStore.open(path: folder.file("own.sqlite"))
        var now = SampleRun()
        now.startedAt = Date().timeIntervalSince1970
        try store.begin(now.begun)
        #expect(try store.compatibilityRun(now.id).state == .running)
    }
}
