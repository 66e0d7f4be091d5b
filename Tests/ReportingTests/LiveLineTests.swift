import Quantities
import Testing

@testable import Reporting

@Suite struct LiveLineTests {
    private var line: LiveLine {
        LiveLine(
            phase: "steady", elapsed: .seconds(23), left: .seconds(37), asked: 20_000, sent: 20_000, acked: 19_950,
            p50: .milliseconds(1.2), p99: .milliseconds(8.3), lags: [.init(reader: "archive", events: 45_200)])
    }

    @Test func wholeLineTellsPhaseRatesLatencyLedgerAndLag() {
        #expect(
            line.text(width: 200, color: false)
                == "steady 0:23, 0:37 left · asked 20 k/s sent 20 k/s acked 20 k/s · p50 1.2 ms p99 8.3 ms · "
                + "ledger clean · archive lag 45.2 k")
    }

    @Test(arguments: 1...120)
    func neverWiderThanTheTerminal(width: Int) {
        #expect(line.text(width: width, color: false).displayWidth <= width)
    }

    @Test func partsThatDoNotFitAreLeftOutWhole() {
        #expect(line.text(width: 30, color: false) == "steady 0:23, 0:37 left")
    }

    @Test func aStormShowsItsConnections() {
        var line = line
        line.connections = .init(opened: 1200, failed: 3, opening: 64)
        #expect(line.text(width: 200, color: false).contains("connections opened 1,200 opening 64 failed 3"))
    }

    @Test func silenceAndAnomaliesAreSaid() {
        var line = line
        (line.p50, line.p99, line.left, line.corrupted, line.late) = (nil, nil, nil, 2, 7)
        let text = line.text(width: 200, color: false)
        #expect(text.contains("draining"))
        #expect(text.contains("nothing delivered"))
        #expect(text.contains("corrupted 2"))
        #expect(text.contains("late 7"))
    }
}
