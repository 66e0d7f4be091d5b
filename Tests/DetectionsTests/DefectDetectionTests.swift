import Compatibility
import LabCluster
import Scorecards
import TestSupport
import Testing

@testable import Detections

/// What must find a defect finds it, and is content without it.
@Suite(.fewAtATime) struct DefectDetectionTests {
    /// Those that a check finds within seconds; `make lab-detect` does the others, too.
    private static let byCheck: [LabDefect] = LabDefect.all.filter { defect in
        guard case .check(let id) = defect.foundBy.first else { return false }
        return Check.all.contains { $0.id == id && $0.conduct != .slow }
    }

    @Test(arguments: byCheck.map(\.id))
    func checkFindsTheDefect(id: String) async throws {
        let defect = try #require(LabDefect.all.first { $0.id == id })
        let detection = try await DefectDetector().detect(defect, by: defect.foundBy[0])
        #expect(detection.without.isContent, "without: \(detection.without.verdict), \(detection.without.words)")
        #expect(detection.with.isComplaint, "with: \(detection.with.verdict), \(detection.with.words)")
        #expect(detection.strikes > 0)
    }

    @Test(arguments: ["lose-acked", "store-twice", "swap-batches", "alter-values"])
    func ledgerFindsWhatABrokerDoesToEvents(id: String) async throws {
        let defect = try #require(LabDefect.all.first { $0.id == id })
        let finder = try #require(defect.foundBy.first)
        let detection = try await DefectDetector().detect(defect, by: finder)
        #expect(detection.isFound, "\(detection.without.verdict), \(detection.with.verdict): \(detection.with.words)")
    }

    @Test func everyFinderIsACheckOrACriterion() {
        let checks = Set(Check.all.map(\.id))
        let criteria = Set(Criterion.all.map(\.id))
        for defect in LabDefect.all {
            for finder in defect.foundBy {
                switch finder {
                case .check(let id): #expect(checks.contains(id), "\(defect.id): \(id)")
                case .criterion(let id): #expect(criteria.contains(id), "\(defect.id): \(id)")
                }
            }
        }
    }
}
