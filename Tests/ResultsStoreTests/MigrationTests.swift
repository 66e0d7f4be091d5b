import Evidence
import Foundation
import GRDB
import Scorecards
import Testing

@testable import ResultsStore

/// Files of earlier versions.
struct MigrationTests {
    let folder: ResultsFolder
    private static let id = "20261101-000000-0001"

    init() throws {
        folder = try ResultsFolder()
    }

    /// A file as the first version left it, with a trial of one second and its account.
    private func makeFirst() throws {
        let queue = try DatabaseQueue(path: folder.file())
        try SchemaMigrations.migrator.migrate(queue, upTo: "1 trials")
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 1500, count: 10)
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO trials VALUES (1, '\(Self.id)', 'old', 'An old trial', 'name: old', '[]', 'green',
                        'lab', 'unstated', 0, '[]', '7', 1.0, 1000000000, 2000000000, 'finished', NULL, 'bench', 1, 'boot',
                        '0.1.0', '2.0.2', 'green', 'Green: all findings are.');
                    INSERT INTO phases VALUES (1, 0, 'steady', 0, 0, 1000000000, 10);
                    INSERT INTO readers VALUES (1, 0, 'dashboard', 'live', 'g', 1, '["positions"]', NULL);
                    INSERT INTO production VALUES (1, 0, 0, 10, 10, 2560, 10, 0, 0, 0, 0);
                    INSERT INTO tallies VALUES (1, 'dashboard', 'positions', 10, 10, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1);
                    """)
            try database.execute(
                sql: "INSERT INTO histograms VALUES (1, 1, 0, 1, 0, 'intended', 'dashboard', ?)",
                arguments: [Data(histogram.encoded())])
        }
        try queue.close()
    }

    @Test func aFileOfTheFirstVersionIsBroughtToThisOneAndItsTrialsStayReadable() throws {
        try makeFirst()
        let store = try folder.store()
        let evidence = try store.evidence(of: Self.id)
        #expect(evidence.manifest.title == "An old trial")
        #expect(evidence.manifest.serviceLevel == nil)
        #expect(
            evidence.readers == [
                ReaderRecord(name: "dashboard", role: "live", group: "g", members: 1, topics: ["positions"])
            ])
        #expect(evidence.production.map(\.acked) == [10])
        #expect(evidence.latencies.map(\.histogram.count) == [10])
        #expect(evidence.tallies.map(\.delivered) == [10])
        #expect(evidence.edges.isEmpty && evidence.fleetTallies.isEmpty && evidence.connections.isEmpty)
        #expect(try store.trials().map(\.rating) == [.green])
        #expect(try store.queue.read { try Int64.fetchOne($0, sql: "PRAGMA user_version") } == 3)
        #expect(try store.compatibilityRuns().isEmpty)
    }

    @Test func newTrialsGoBesideOldOnesAndBothAreExportedAndDeleted() throws {
        try makeFirst()
        let store = try folder.store()
        let trial = SampleTrial()
        try trial.run(in: store)
        try store.export(Self.id, to: folder.file("old.sqlite"))
        try store.export(trial.id, to: folder.file("new.sqlite"))
        #expect(try folder.store("old.sqlite").evidence(of: Self.id).production.count == 1)
        #expect(try folder.store("new.sqlite").evidence(of: trial.id).edges == trial.account.edges)
        try store.delete(Self.id)
        #expect(try store.trials().map(\.manifest.id) == [trial.id])
    }

    @Test func aFileOfTheFirstVersionIsNotChangedByAReader() throws {
        try makeFirst()
        let before = try folder.bytes()
        let error = #expect(throws: ResultsError.self) {
            try ResultsStore.open(path: folder.file(), readOnly: true)
        }
        #expect(error?.code == .older)
        #expect(try folder.bytes() == before)
    }
}
