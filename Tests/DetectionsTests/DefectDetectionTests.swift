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

    @Test func everyDefectIsAskedAboutByEachOfItsFindersAndNoFinderTwiceWithoutADefect() {
        let questions = DetectionQuestion.all(about: LabDefect.all)
        #expect(Set(questions.map { "\($0.finder) \($0.nodes)" }).count == questions.count)
        let asked = questions.flatMap { question in question.defects.map { "\($0.id) \(question.finder)" } }
        let listed = LabDefect.all.flatMap { defect in defect.foundBy.map { "\(defect.id) \($0)" } }
        #expect(asked.sorted() == listed.sorted())
        for question in questions { #expect(question.defects.allSatisfy { $0.nodes == question.nodes }) }
    }

    @Test func detectionsAreInTheDefectsOrderWhicheverIsKnownFirst() async throws {
        let defects = ["open-visible", "commits-lost", "groups-not-listed"].compactMap { id in
            LabDefect.all.first { $0.id == id }
        }
        let detections = try await DefectDetector().run(defects)
        #expect(detections.map(\.defect.id) == defects.flatMap { defect in defect.foundBy.map { _ in defect.id } })
    }
}
