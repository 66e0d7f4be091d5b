import Evidence
import Quantities
import Testing
import Trials

@Suite struct IncidentSieveTests {
    private func incidents(_ count: Int, _ kind: String) -> [Incident] {
        (0..<count).map { Incident(at: .zero, kind: kind, text: "\($0)") }
    }

    @Test func theFirstTenOfASecondPassAndTheRestIsCounted() {
        var sieve = IncidentSieve()
        #expect(sieve.pass(incidents(8, "client-error"), second: 3).count == 8)
        #expect(sieve.pass(incidents(8, "client-error"), second: 3).map(\.text) == ["0", "1"])
        let next = sieve.pass(incidents(1, "client-error"), second: 4)
        #expect(next.map(\.text) == ["6 more in this second are not stored", "0"])
    }

    @Test func kindsAreCountedApart() {
        var sieve = IncidentSieve()
        #expect(sieve.pass(incidents(10, "client-error") + incidents(10, "client-log"), second: 0).count == 20)
    }

    @Test func whatTheTrialItselfSaysAlwaysPasses() {
        var sieve = IncidentSieve()
        #expect(sieve.pass(incidents(50, "topic-deleted"), second: 0).count == 50)
        #expect(sieve.pass(incidents(50, "rebalance"), second: 0).count == 50)
    }
}
