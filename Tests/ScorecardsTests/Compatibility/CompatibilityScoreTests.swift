import Evidence
import ScenarioModel
import Scorecards
import Testing

struct CompatibilityScoreTests {
    private func score(_ findings: [CheckFinding], estate: Estate? = nil) -> CompatibilityScore {
        CompatibilityScore(MadeUpRun.run(findings), estate: estate)
    }

    /// All pairs of a core check and an extended one: the worst decides, and unknown is never green.
    @Test(arguments: CheckVerdict.allCases, CheckVerdict.allCases)
    func theWorstCheckDecides(core: CheckVerdict, extended: CheckVerdict) {
        let overall = score([MadeUpRun.finding("a.x", .core, core), MadeUpRun.finding("b.x", .extended, extended)])
            .overall
        let ratings = [Standing.core.rating(of: core), Standing.extended.rating(of: extended)].compactMap(\.self)
        #expect(overall == Rating.worst(ratings))
        if core == .inconclusive || core == .notRun { #expect(overall == .unknown) }
    }

    @Test func unusedFailuresAreShownAndDecideNothing() {
        let estate = Estate([.init(key: "transactions", level: .unused)])
        let score = score(
            [MadeUpRun.finding("txn.a", .core, .fail), MadeUpRun.finding("meta.a", .core, .pass, feature: "metadata")],
            estate: estate)
        #expect(score.overall == .green)
        #expect(score.exitCode(strict: true) == 0)
        #expect(score.groups.map(\.group) == ["meta", "txn"])
        #expect(score.groups.map(\.rating) == [.green, nil])
        #expect(score.checks.map(\.finding.id) == ["txn.a", "meta.a"])
    }

    @Test func requiredByTheEstateMakesAnAdminCheckRed() {
        let estate = Estate([.init(key: "txn.*", level: .required)])
        let score = score([MadeUpRun.finding("txn.a", .admin, .unsupported)], estate: estate)
        #expect(score.overall == .red)
        #expect(score.verdict == "Red: txn.a (required by the estate) is unsupported.")
    }

    @Test func nothingThatDecidesIsUnknown() {
        #expect(score([]).overall == .unknown)
        #expect(score([]).verdict == "Unknown: no check was run that decides anything.")
        #expect(score([MadeUpRun.finding("a.x", .extended, .inconclusive)]).overall == .unknown)
        let estate = Estate([.init(key: "transactions", level: .unused)])
        #expect(score([MadeUpRun.finding("a.x", .core, .fail)], estate: estate).overall == .unknown)
    }

    @Test(arguments: [CompatibilityRun.State.interrupted, .running])
    func runThatIsNotWholeIsNeverGreen(state: CompatibilityRun.State) {
        let passed = CompatibilityScore(MadeUpRun.run([MadeUpRun.finding("a.x")], state: state))
        #expect(passed.overall == .unknown)
        #expect(passed.verdict.hasPrefix("Unknown: the run "))
        #expect(
            CompatibilityScore(MadeUpRun.run([MadeUpRun.finding("a.x", .core, .fail)], state: state)).overall == .red)
    }

    @Test func groupsAndChecksAreWorstFirstAndElseInTheOrderOfTheCatalogue() {
        let score = score([
            MadeUpRun.finding("a.1"), MadeUpRun.finding("a.2", .new, .unsupported), MadeUpRun.finding("a.3"),
            MadeUpRun.finding("b.1", .extended, .fail), MadeUpRun.finding("c.1", .core, .inconclusive),
            MadeUpRun.finding("d.1"), MadeUpRun.finding("d.2", .core, .degraded),
            MadeUpRun.finding("d.3", .core, .fail), MadeUpRun.finding("e.1", .extended, .fail),
        ])
        #expect(score.groups.map(\.group) == ["d", "c", "b", "e", "a"])
        #expect(score.groups[0].checks.map(\.finding.id) == ["d.3", "d.2", "d.1"])
        #expect(score.groups[4].checks.map(\.finding.id) == ["a.2", "a.1", "a.3"])
        #expect(score.groups[0].counts == "1 of 3 pass, 1 fails, 1 degraded")
        #expect(score.checks.prefix(4).map(\.finding.id) == ["d.3", "c.1", "b.1", "e.1"])
        #expect(score.verdict == "Red: d.3 (core tier) fails.")
    }

    @Test func areaHasEveryCheckThatIsNotGreenAndTheGroupsThatAre() throws {
        let score = score([
            MadeUpRun.finding("a.1"), MadeUpRun.finding("a.2"),
            MadeUpRun.finding("b.1", .core, .fail, remedy: "upgrade to 4.1"),
            MadeUpRun.finding("b.2", .extended, .inconclusive),
        ])
        #expect(score.area.area == .compatibility)
        #expect(score.area.rating == .red)
        #expect(score.area.findings.map(\.criterion) == ["b.1", "compatibility"])
        let first = try #require(score.area.findings.first)
        #expect(first.why == "it was fail. Applications notice. What to do: upgrade to 4.1.")
        #expect(first.evidence == "v_checks: run 20261121-090000-aaaa, check b.1")
        #expect(score.area.findings.last?.subject == "a")
        #expect(score.area.findings.last?.shown == "2 of 2 pass")
    }

    @Test(arguments: [
        (CheckVerdict.pass, Int32(0), Int32(0)), (.degraded, 0, 10), (.fail, 20, 20), (.inconclusive, 30, 30),
    ])
    func gateEndsAsThoseOfTrialsDo(verdict: CheckVerdict, relaxed: Int32, strict: Int32) {
        let score = score([MadeUpRun.finding("a.x", .core, verdict)])
        #expect(score.exitCode(strict: false) == relaxed)
        #expect(score.exitCode(strict: true) == strict)
    }
}
