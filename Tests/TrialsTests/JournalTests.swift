import Evidence
import LoadEngine
import Testing
import Trials

@Suite struct JournalTests {
    private func letter(second: Int, sent: Int64, phase: Int = 0) -> WorkerSecond {
        var letter = WorkerSecond(completedSecond: second + 1)
        var row = ProductionRow(second: second, phase: phase)
        row.sent = sent
        letter.production = [row]
        return letter
    }

    @Test func aSecondIsHandedOnOnceAllWorkersHaveCompletedIt() {
        var journal = Journal()
        journal.add(letter(second: 0, sent: 5))
        #expect(journal.flush(completed: 0, nowSecond: 1).production.isEmpty)
        journal.add(letter(second: 0, sent: 7))
        let rows = journal.flush(completed: 1, nowSecond: 1).production
        #expect(rows.map(\.sent) == [12])
        #expect(journal.flush(completed: 1, nowSecond: 1).isEmpty)
    }

    @Test func aWorkerThatHangsHoldsTheJournalBackForFiveSecondsAtMost() {
        var journal = Journal()
        for second in 0..<8 { journal.add(letter(second: second, sent: 1)) }
        let rows = journal.flush(completed: 0, nowSecond: 8).production
        #expect(rows.map(\.second) == [0, 1, 2])
    }

    @Test func whatComesTooLateIsCountedInTheNextOpenSecond() {
        var journal = Journal()
        journal.add(letter(second: 3, sent: 1))
        _ = journal.flush(completed: 4, nowSecond: 4)
        journal.add(letter(second: 2, sent: 10))
        let rows = journal.flush(completed: 5, nowSecond: 5).production
        #expect(rows.map(\.second) == [4])
        #expect(rows.map(\.sent) == [10])
    }

    @Test func whatTheScheduleAskedStaysInItsSecondHoweverLateItIsPlanned() {
        var journal = Journal()
        journal.add(letter(second: 3, sent: 1))
        _ = journal.flush(completed: 4, nowSecond: 4)
        for (asked, sent) in [(40, 0), (2, 7)] as [(Int64, Int64)] {
            var late = letter(second: 2, sent: sent)
            late.production[0].asked = asked
            journal.add(late)
        }
        let rows = journal.flush(completed: 5, nowSecond: 5).production
        #expect(rows.map(\.second) == [4, 2])
        #expect(rows.map(\.asked) == [0, 42])
        #expect(rows.map(\.sent) == [7, 0])
        #expect(journal.flush(completed: 6, nowSecond: 6).isEmpty)
    }

    @Test func phasesOfOneSecondStayApart() {
        var journal = Journal()
        journal.add(letter(second: 0, sent: 1, phase: 0))
        journal.add(letter(second: 0, sent: 2, phase: 1))
        #expect(journal.flush(completed: 1, nowSecond: 1).production.map(\.sent) == [1, 2])
    }

    @Test func connectionsOfSeveralLoopsAreAddedUpByPhase() {
        var journal = Journal()
        for phase in [0, 1, 1] {
            var row = ConnectionRow(second: 0, phase: phase)
            (row.asked, row.opened, row.failed, row.closed) = (5, 3, 1, 4)
            var letter = WorkerSecond(completedSecond: 1)
            letter.connections = [row]
            journal.add(letter)
        }
        let rows = journal.flush(completed: 1, nowSecond: 1).connections
        #expect(rows.map(\.asked) == [5, 10])
        #expect(rows.map(\.opened) == [3, 6])
        #expect(rows.map(\.failed) == [1, 2])
        #expect(rows.map(\.closed) == [4, 8])
    }

    @Test func histogramsOfSeveralWorkersAreMerged() {
        var journal = Journal()
        for microseconds in [100, 900] as [UInt64] {
            var histogram = LatencyHistogram()
            histogram.record(microseconds: microseconds)
            var letter = WorkerSecond(completedSecond: 1)
            letter.latencies = [LatencyRow(second: 0, phase: 0, kind: .ack, reader: nil, histogram: histogram)]
            journal.add(letter)
        }
        let rows = journal.flush(completed: 1, nowSecond: 1).latencies
        #expect(rows.count == 1)
        #expect(rows.first?.histogram.count == 2)
    }

    @Test func nothingIsLeftAfterTheLastFlush() {
        var journal = Journal()
        for second in 0..<4 { journal.add(letter(second: second, sent: 1)) }
        #expect(journal.flush(completed: nil, nowSecond: .max).production.count == 4)
    }
}
