import Evidence
import Foundation
import GRDB
import Quantities
import Testing

@testable import ResultsStore

struct HistogramWindowsTests {
    private func stored(_ second: Int, phase: Int = 0, reader: String? = nil) -> StoredHistogram {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: UInt64(1000 + second * 7), count: UInt64(second + 1))
        return StoredHistogram(
            LatencyRow(second: second, phase: phase, kind: .intended, reader: reader, histogram: histogram), seconds: 1)
    }

    @Test func windowsHoldExactlyTheirSeconds() {
        var merger = HistogramMerger(length: 10, edges: [])
        var expected = LatencyHistogram()
        for second in 5..<20 {
            merger.add(stored(second))
            if second >= 10 { expected.merge(stored(second).row.histogram) }
        }
        let windows = merger.finish()
        #expect(windows.map(\.row.second) == [5, 10])
        #expect(windows.map(\.seconds) == [5, 10])
        #expect(windows.last?.row.histogram == expected)
    }

    @Test func noWindowSpansTwoPhasesReadersOrTheEdgeOfACatchUp() {
        var merger = HistogramMerger(length: 10, edges: [3, 6])
        for second in 0..<8 { merger.add(stored(second)) }
        merger.add(stored(8, phase: 1))
        merger.add(stored(9, phase: 1, reader: "report"))
        #expect(merger.finish().map(\.row.second) == [0, 3, 6, 8, 9])
    }

    @Test func aWindowOfWindowsCountsItsSeconds() {
        var merger = HistogramMerger(length: 10, edges: [])
        for second in 0..<30 { merger.add(stored(second)) }
        var wider = HistogramMerger(length: 30, edges: [])
        for window in merger.finish() { wider.add(window) }
        #expect(wider.finish().map(\.seconds) == [30])
    }

    @Test func aLongTrialIsMergedIntoTheShortestWindowsThatFitAndExactly() throws {
        let folder = try ResultsFolder()
        let store = try folder.store()
        let trial = SampleTrial(seconds: 90)
        try trial.run(in: store)
        let before = try store.evidence(of: trial.id)
        let policy = HistogramWindows(shortTrial: 80, budget: 98_000, lengths: [10, 30, 60])
        let isMerged = try store.queue.write { database in
            try policy.merge(trial: 1, catchUps: trial.account.catchUps, outages: [], database)
        }
        #expect(isMerged)
        let after = try store.evidence(of: trial.id)
        for kind in LatencyKind.allCases {
            let reader = [.intended, .service, .business].contains(kind) ? "report" : nil
            #expect(after.distribution(kind, reader: reader) == before.distribution(kind, reader: reader))
        }
        #expect(Set(after.latencies.map(\.second)) == [0, 8, 10, 30, 60])
        #expect(try store.queue.read { try LatencyTables.size(trial: 1, $0) } <= policy.budget)
    }

    @Test func noWindowSpansTheEdgeOfAnOutageOrOfItsStorm() throws {
        let folder = try ResultsFolder()
        let store = try folder.store()
        let trial = SampleTrial(seconds: 30)
        try trial.run(in: store)
        let outage = OutageRecord(
            name: "harbour", start: .seconds(13.5), firstEnd: .seconds(16), end: .seconds(17.9), devices: 1)
        let policy = HistogramWindows(shortTrial: 20, budget: 0, lengths: [10])
        _ = try store.queue.write { try policy.merge(trial: 1, catchUps: [], outages: [outage], $0) }
        // The edge delays show no backlog, so the storm ends 10 s after the last link is back.
        #expect(Set(try store.evidence(of: trial.id).latencies.map(\.second)) == [0, 10, 13, 16, 17, 20, 28])
    }

    @Test(arguments: [HistogramWindows(shortTrial: 90, budget: 0, lengths: [10]), .standard])
    func aShortOrSmallTrialKeepsEverySecond(_ policy: HistogramWindows) throws {
        let folder = try ResultsFolder()
        let store = try folder.store()
        try SampleTrial(seconds: 90).run(in: store)
        #expect(try !store.queue.write { try policy.merge(trial: 1, catchUps: [], outages: [], $0) })
        #expect(try store.evidence(of: SampleTrial().id).latencies.count == 90 * 11)
    }
}
