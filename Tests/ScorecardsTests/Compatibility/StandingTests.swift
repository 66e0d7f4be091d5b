import Evidence
import ScenarioModel
import Scorecards
import Testing

struct StandingTests {
    /// Every standing with every verdict: pass, degraded, fail, unsupported, not run, inconclusive.
    private static let table: [(Standing, [Rating?])] = [
        (.core, [.green, .yellow, .red, .red, .unknown, .unknown]),
        (.required, [.green, .yellow, .red, .red, .unknown, .unknown]),
        (.extended, [.green, .green, .yellow, .yellow, nil, nil]),
        (.admin, [.green, .green, .yellow, .yellow, nil, nil]),
        (.preferred, [.green, .green, .yellow, .yellow, nil, nil]),
        (.new, [.green, .green, .yellow, .green, nil, nil]),
        (.unused, [.green, nil, nil, nil, nil, nil]),
    ]

    @Test(arguments: table)
    func verdictsComeToTheirRatings(standing: Standing, ratings: [Rating?]) {
        #expect(CheckVerdict.allCases.map(standing.rating) == ratings)
    }

    @Test func everyStandingIsInTheTable() {
        #expect(Set(Self.table.map(\.0)) == Set(Standing.allCases))
    }

    @Test(arguments: CheckTier.allCases)
    func withoutAnEstateTheTierDecides(tier: CheckTier) {
        #expect(Standing(MadeUpRun.finding("txn.a", tier), estate: nil).rawValue == tier.rawValue)
        let silent = Estate([.init(key: "quotas", level: .unused), .init(key: "proto.*", level: .unused)])
        #expect(Standing(MadeUpRun.finding("txn.a", tier), estate: silent).rawValue == tier.rawValue)
    }

    @Test(arguments: CheckTier.allCases, Estate.Level.allCases)
    func whatTheEstateNamesGoesOverTheTier(tier: CheckTier, level: Estate.Level) {
        let estate = Estate([.init(key: "transactions", level: level)])
        #expect(Standing(MadeUpRun.finding("txn.a", tier), estate: estate).rawValue == level.rawValue)
    }

    @Test func theWordsOfAnEstateAreTheFeaturesOfTheChecks() {
        #expect(EstateTable.features == Feature.allCases.map(\.rawValue))
    }
}
