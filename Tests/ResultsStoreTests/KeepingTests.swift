import Evidence
import Foundation
import GRDB
import ResultsStore
import Testing

struct KeepingTests {
    let folder: ResultsFolder
    let store: ResultsStore
    let kept = SampleTrial(id: "20261120-080000-aaaa", startedAt: 1_000_000_000)
    let other = SampleTrial(id: "20261121-080000-bbbb", startedAt: 2_000_000_000, seconds: 60)

    init() throws {
        folder = try ResultsFolder()
        store = try folder.store()
    }

    private func rowCounts(_ path: String) throws -> [String: Int] {
        try DatabaseQueue(path: path).read { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            return try tables.reduce(into: [:]) { counts, table in
                counts[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
            }
        }
    }

    @Test func deletingLeavesNothingAndGivesSpaceBack() throws {
        try kept.run(in: store)
        let counts = try rowCounts(folder.file())
        try other.run(in: store)
        _ = try DatabaseQueue(path: folder.file()).writeWithoutTransaction { database in
            try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let size = try folder.bytes().count
        try store.delete(other.id)
        #expect(try rowCounts(folder.file()) == counts)
        #expect(try folder.bytes().count < size / 2)
        #expect(try store.evidence(of: kept.id).production.count == kept.seconds)
    }

    @Test func everyTableIsFilledByTheSampleTrialAndTheSampleRun() throws {
        try kept.run(in: store)
        try SampleRun().run(in: store)
        for (table, count) in try rowCounts(folder.file()) { #expect(count > 0, "\(table)") }
    }

    @Test func aRunningTrialIsNotDeleted() throws {
        try kept.run(in: store, until: 1)
        let error = #expect(throws: ResultsError.self) { try store.delete(kept.id) }
        #expect(error?.code == .trialRuns)
        let later = try ResultsStore.open(path: folder.file(), isAlive: { _ in false })
        try later.delete(kept.id)
        #expect(try later.trials().isEmpty)
    }

    @Test func anExportHoldsOnlyItsTrial() throws {
        try other.run(in: store)
        try kept.run(in: store)
        let path = folder.file("export/one.sqlite")
        try store.export(kept.id, to: path)
        let export = try ResultsStore.open(path: path, readOnly: true)
        #expect(try export.trials() == store.trials().filter { $0.manifest.id == kept.id })
        let (left, right) = (try export.evidence(of: kept.id), try store.evidence(of: kept.id))
        #expect((left.production, left.lag) == (right.production, right.lag))
        #expect((left.tallies, left.honesty) == (right.tallies, right.honesty))
        #expect(left.latencies.map(\.histogram) == right.latencies.map(\.histogram))
        #expect(try rowCounts(path)["trials"] == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func anExportOverwritesNothing() throws {
        try kept.run(in: store)
        let error = #expect(throws: ResultsError.self) { try store.export(kept.id, to: folder.file()) }
        #expect(error?.code == .exportExists)
    }

    @Test func anExportOfNobodyMakesNoFile() throws {
        let error = #expect(throws: ResultsError.self) { try store.export("nobody", to: folder.file("x.sqlite")) }
        #expect(error?.code == .unknownTrial)
        #expect(try !folder.contents().contains("x.sqlite"))
    }
}
