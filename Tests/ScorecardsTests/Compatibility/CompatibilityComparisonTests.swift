import Evidence
import ScenarioModel
import Scorecards
import Testing

struct CompatibilityComparisonTests {
    private func compare(
        _ old: [CheckFinding], _ new: [CheckFinding], estate: Estate? = nil
    ) -> CompatibilityComparison {
        CompatibilityComparison(
            baseline: MadeUpRun.run(old, id: "base"), observed: MadeUpRun.run(new, id: "now"), estate: estate)
    }

    @Test func sameRunTwiceHasNoDifference() {
        let run = MadeUpRun.run(
            CheckVerdict.allCases.map { MadeUpRun.finding("a.\($0)", .core, $0, facts: ["code": "3"]) },
            apis: [OfferedAPI(key: 3, name: "Metadata", lowest: 0, highest: 12)], features: ["group.version": 1])
        let comparison = CompatibilityComparison(baseline: run, observed: run)
        #expect(comparison.isSame)
        #expect(comparison.rating == .green)
        #expect(comparison.compared == CheckVerdict.allCases.count)
        #expect(comparison.onlyInBaseline.isEmpty && comparison.onlyInObserved.isEmpty)
    }

    /// Every change of a verdict, with every tier: what it comes to.
    @Test(arguments: CheckVerdict.allCases, CheckVerdict.allCases)
    func changesOfVerdictsAreRated(before: CheckVerdict, now: CheckVerdict) {
        for tier in CheckTier.allCases {
            let comparison = compare([MadeUpRun.finding("a.x", tier, before)], [MadeUpRun.finding("a.x", tier, now)])
            #expect(comparison.verdictChanges.count == (before == now ? 0 : 1))
            #expect(comparison.factChanges.isEmpty)
            let order: [CheckVerdict] = [.pass, .degraded, .unsupported, .fail]
            let isWorse =
                if let old = order.firstIndex(of: before), let new = order.firstIndex(of: now) { new > old } else {
                    false
                }
            let expected: Rating =
                before == .pass && now != .pass && tier == .core ? .red : isWorse ? .yellow : .green
            #expect(comparison.rating == expected, "\(tier) from \(before) to \(now)")
        }
    }

    @Test func sameVerdictWithOtherValuesIsListedApart() {
        let comparison = compare(
            [MadeUpRun.finding("a.x", facts: ["limit": "1048588", "code": "10", "gone": "1"])],
            [MadeUpRun.finding("a.x", facts: ["limit": "2097164", "code": "10", "come": "2"])])
        #expect(comparison.verdictChanges.isEmpty)
        #expect(
            comparison.factChanges == [
                CompatibilityChange(check: "a.x", kind: .fact, fact: "come", baseline: "not told", observed: "2"),
                CompatibilityChange(check: "a.x", kind: .fact, fact: "gone", baseline: "1", observed: "not told"),
                CompatibilityChange(check: "a.x", kind: .fact, fact: "limit", baseline: "1048588", observed: "2097164"),
            ])
        #expect(comparison.rating == .green)
    }

    @Test func valuesAreNotComparedWhereTheVerdictDiffers() {
        let comparison = compare(
            [MadeUpRun.finding("a.x", facts: ["code": "1"])],
            [MadeUpRun.finding("a.x", .core, .fail, facts: ["code": "2"])])
        #expect(comparison.verdictChanges.count == 1)
        #expect(comparison.factChanges.isEmpty)
    }

    @Test func checksThatOnlyOneRunHasAreListedAndNotCompared() {
        let comparison = compare(
            [MadeUpRun.finding("a.x"), MadeUpRun.finding("a.old", .core, .fail)],
            [MadeUpRun.finding("a.new", .core, .fail), MadeUpRun.finding("a.x")])
        #expect(comparison.compared == 1)
        #expect(comparison.onlyInBaseline == ["a.old"])
        #expect(comparison.onlyInObserved == ["a.new"])
        #expect(comparison.rating == .green)
        #expect(compare([MadeUpRun.finding("a.x")], [MadeUpRun.finding("a.y")]).rating == .unknown)
    }

    @Test func nothingInCommonIsUnknownAndSaid() {
        let observed = MadeUpRun.run([MadeUpRun.finding("a.x")], id: "now")
        let comparison = CompatibilityComparison(
            baseline: MadeUpRun.run([MadeUpRun.finding("a.y")], id: "base"), observed: observed)
        let score = CompatibilityScore(observed, comparison: comparison)
        #expect(score.overall == .unknown)
        #expect(score.verdict == "Unknown: the baseline, run base, has no check in common with this run.")
    }

    @Test func estateSaysWhatIsRequired() {
        let (old, new) = ([MadeUpRun.finding("a.x", .admin)], [MadeUpRun.finding("a.x", .admin, .degraded)])
        #expect(compare(old, new).rating == .yellow)
        let required = Estate([.init(key: "a.*", level: .required)])
        #expect(compare(old, new, estate: required).rating == .red)
        let unused = Estate([.init(key: "a.*", level: .unused)])
        #expect(
            compare([MadeUpRun.finding("a.x")], [MadeUpRun.finding("a.x", .core, .fail)], estate: unused).rating
                == .green)
    }

    @Test func lossOfARequiredCheckMakesTheWholeRed() {
        let baseline = MadeUpRun.run([MadeUpRun.finding("a.x")], id: "base")
        let observed = MadeUpRun.run([MadeUpRun.finding("a.x", .core, .degraded)], id: "now")
        #expect(CompatibilityScore(observed).overall == .yellow)
        let comparison = CompatibilityComparison(baseline: baseline, observed: observed)
        let score = CompatibilityScore(observed, comparison: comparison)
        #expect(score.overall == .red)
        #expect(score.exitCode(strict: false) == 20)
        #expect(score.verdict == "Red: a.x was 'pass' in the baseline and is 'degraded' now.")
        #expect(score.area.findings.first?.criterion == "compatibility-baseline")
    }

    @Test func apisAndFeaturesAreComparedByKeyAndName() {
        func run(_ apis: [OfferedAPI], _ features: [String: Int]) -> CompatibilityRun {
            MadeUpRun.run([], apis: apis, features: features)
        }
        let baseline = run(
            [
                OfferedAPI(key: 0, name: "Produce", lowest: 0, highest: 12),
                OfferedAPI(key: 3, name: "Metadata", lowest: 0, highest: 12),
                OfferedAPI(key: 76, name: "ShareGroupHeartbeat", lowest: 1, highest: 1),
            ], ["group.version": 1, "transaction.version": 2])
        let observed = run(
            [
                OfferedAPI(key: 501, name: nil, lowest: 0, highest: 0),
                OfferedAPI(key: 3, name: "Metadata", lowest: 0, highest: 12),
                OfferedAPI(key: 0, name: "Produce", lowest: 3, highest: 12),
            ], ["group.version": 1, "share.version": 1])
        #expect(
            CompatibilityComparison(baseline: baseline, observed: observed).apiChanges == [
                APIChange(name: "Produce", key: 0, baseline: "0 to 12", observed: "3 to 12"),
                APIChange(name: "ShareGroupHeartbeat", key: 76, baseline: "1", observed: nil),
                APIChange(name: "API 501", key: 501, baseline: nil, observed: "0"),
                APIChange(name: "share.version", key: nil, baseline: nil, observed: "level 1"),
                APIChange(name: "transaction.version", key: nil, baseline: "level 2", observed: nil),
            ])
    }
}
