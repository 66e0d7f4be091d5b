import Evidence
import Foundation
import GRDB
import Testing

@testable import ResultsStore

/// What is left when a trial's process is killed, or its disk is full.
struct SurvivalTests {
    let folder: ResultsFolder
    let store: ResultsStore
    let trial = SampleTrial()

    init() throws {
        folder = try ResultsFolder()
        store = try folder.store()
    }

    /// The files as a killed process leaves them: copied while they are open.
    private func kill() throws -> String {
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.file() + suffix, toPath: folder.file("killed.sqlite") + suffix)
        }
        return folder.file("killed.sqlite")
    }

    @Test(arguments: [false, true]) func aKilledTrialHasEveryFinishedSecond(readOnly: Bool) throws {
        try trial.run(in: store, until: 7)
        let killed = try ResultsStore.open(path: kill(), readOnly: readOnly, isAlive: { _ in false })
        let evidence = try killed.evidence(of: trial.id)
        #expect(evidence.manifest.state == .interrupted)
        #expect(evidence.manifest.reason == "its process (4711 on bench-1) is gone")
        #expect(evidence.production == (0..<7).flatMap { trial.batch($0).production })
        #expect(evidence.tallies.isEmpty)
        #expect(evidence.honesty == nil)
        let summary = try #require(try killed.trials().first)
        #expect((summary.storedSeconds, summary.lost, summary.rating) == (7, nil, nil))
    }

    @Test func aJournalCutInTheMiddleLosesOnlyItsEnd() throws {
        try trial.run(in: store, until: 7)
        let path = try kill()
        let journal = try Data(contentsOf: URL(filePath: path + "-wal"))
        try journal.dropLast(journal.count / 5).write(to: URL(filePath: path + "-wal"))
        let seconds = try ResultsStore.open(path: path).evidence(of: trial.id).production.map(\.second)
        #expect(!seconds.isEmpty)
        #expect(seconds.count < 7)
        #expect(seconds == Array(0..<seconds.count))
    }

    @Test func aFullDiskIsNamedAndWhatWasStoredStays() throws {
        try trial.run(in: store, until: 3)
        try store.queue.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let error = #expect(throws: ResultsError.self) {
            for second in 3..<trial.seconds { try store.append(trial.batch(second), to: trial.id) }
        }
        #expect(error?.code == .full)
        #expect(error?.description.contains(store.path) == true)
        #expect(error?.description.contains("free some space") == true)
        let seconds = try store.evidence(of: trial.id).production.map(\.second)
        #expect(seconds.count >= 3)
        #expect(seconds == Array(0..<seconds.count))
    }

    @Test func aDamagedDistributionIsAnErrorAndNoCrash() throws {
        try trial.run(in: store)
        try store.queue.write { try $0.execute(sql: "UPDATE histograms SET encoded = x'0163ff'") }
        let error = #expect(throws: ResultsError.self) { try store.evidence(of: trial.id) }
        #expect(error?.description.contains("ends too early") == true)
    }
}
