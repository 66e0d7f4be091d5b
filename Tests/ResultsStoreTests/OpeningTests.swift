import Evidence
import Foundation
import GRDB
import ResultsStore
import Testing

struct OpeningTests {
    let folder: ResultsFolder

    init() throws {
        folder = try ResultsFolder()
    }

    @Test func foldersAreMadeAndOnlyTheOwnerMayRead() throws {
        let path = folder.file("deep/er/results.sqlite")
        let store = try ResultsStore.open(path: path)
        try SampleTrial().run(in: store, until: 1)
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
    }

    @Test func aReaderSharesTheFileWithARunningTrial() throws {
        let trial = SampleTrial()
        let store = try folder.store()
        try trial.run(in: store, until: 1)
        let reader = try ResultsStore.open(path: folder.file(), readOnly: true, isAlive: { _ in true })
        try store.append(trial.batch(1), to: trial.id)
        #expect(try reader.evidence(of: trial.id).production.count == 2)
        #expect(throws: ResultsError.self) { try reader.append(trial.batch(2), to: trial.id) }
    }

    @Test func openingAgainKeepsWhatIsThere() throws {
        try SampleTrial().run(in: folder.store())
        #expect(try folder.store().trials().count == 1)
    }

    @Test func aNewerFileIsRefusedAndUntouched() throws {
        let queue = try DatabaseQueue(path: folder.file())
        try queue.write { database in
            try database.execute(
                sql: "CREATE TABLE new (x); PRAGMA application_id = 0x53656174; PRAGMA user_version = 99")
        }
        try queue.close()
        let before = try folder.bytes()
        for readOnly in [false, true] {
            let error = #expect(throws: ResultsError.self) {
                try ResultsStore.open(path: folder.file(), readOnly: readOnly)
            }
            #expect(error?.code == .newer)
            #expect(error?.description.contains("schema 99") == true)
        }
        #expect(try folder.bytes() == before)
        #expect(try folder.contents() == ["results.sqlite"])
    }

    @Test func aNewerVersionThatIsOnlyInTheJournalIsSeen() throws {
        let queue = try DatabaseQueue(path: folder.file())
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
            try database.execute(
                sql: "CREATE TABLE new (x); PRAGMA application_id = 0x53656174; PRAGMA user_version = 99")
        }
        let before = try folder.bytes()
        let error = #expect(throws: ResultsError.self) { try ResultsStore.open(path: folder.file()) }
        #expect(error?.code == .newer)
        #expect(try folder.bytes() == before)
        try queue.close()
    }

    @Test(arguments: ["", "-"]) func textIsNotAResultsFile(_ end: String) throws {
        try Data("id,rating\n1,green\n\(end)".utf8).write(to: URL(filePath: folder.file()))
        let before = try folder.bytes()
        let error = #expect(throws: ResultsError.self) { try ResultsStore.open(path: folder.file()) }
        #expect(error?.code == .notResults)
        #expect(try folder.bytes() == before)
    }

    @Test func damagedPagesAreNamed() throws {
        try SampleTrial().run(in: folder.store())
        var bytes = try folder.bytes()
        for offset in 100..<bytes.count { bytes[offset] = 0x5a }
        try bytes.write(to: URL(filePath: folder.file("broken.sqlite")))
        let error = #expect(throws: ResultsError.self) { try folder.store("broken.sqlite") }
        #expect(error?.code == .damaged)
    }

    @Test func anotherProgramsDatabaseIsRefusedAndUntouched() throws {
        let queue = try DatabaseQueue(path: folder.file())
        try queue.write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT)") }
        try queue.close()
        let before = try folder.bytes()
        let error = #expect(throws: ResultsError.self) { try ResultsStore.open(path: folder.file()) }
        #expect(error?.code == .notResults)
        #expect(try folder.bytes() == before)
    }

    @Test func readingWhatIsNotThereIsAnErrorAndMakesNothing() throws {
        let error = #expect(throws: ResultsError.self) { try ResultsStore.open(path: folder.file(), readOnly: true) }
        #expect(error?.code == .missing)
        #expect(try folder.contents().isEmpty)
    }

    @Test func aFolderIsNotAResultsFile() throws {
        let error = #expect(throws: ResultsError.self) { try ResultsStore.open(path: folder.path) }
        #expect(error?.code == .denied)
    }

    @Test func aFileInPlaceOfTheFolderIsNamed() throws {
        try Data().write(to: URL(filePath: folder.file("file")))
        let error = #expect(throws: ResultsError.self) {
            try ResultsStore.open(path: folder.file("file/results.sqlite"))
        }
        #expect(error?.code == .denied)
    }

    @Test func theJournalModeIsWAL() throws {
        _ = try folder.store()
        let queue = try DatabaseQueue(path: folder.file())
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA auto_vacuum") } == 2)
    }
}
