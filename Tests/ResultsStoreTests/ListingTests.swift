import Evidence
import Foundation
import ResultsStore
import Scorecards
import Testing

struct ListingTests {
    let folder: ResultsFolder
    let store: ResultsStore
    let older = SampleTrial(id: "20261120-080000-aaaa", startedAt: 1_000_000_000)
    let newer = SampleTrial(id: "20261121-080000-bbbb", startedAt: 2_000_000_000)

    init() throws {
        folder = try ResultsFolder()
        store = try folder.store()
    }

    @Test func theNewestComesFirstWithItsCounts() throws {
        try newer.run(in: store)
        try older.run(in: store, until: 2)
        let trials = try store.trials()
        #expect(trials.map(\.manifest.id) == [newer.id, older.id])
        let first = try #require(trials.first)
        #expect((first.sent, first.acked, first.delivered) == (11934, 11814, 2 * 12 * 980))
        #expect((first.lost, first.storedSeconds) == (108, 12))
        #expect((first.rating, first.verdict) == (.yellow, "The live tail is yellow."))
        #expect(trials[1].manifest.state == .running)
    }

    @Test func listsCanBeNarrowed() throws {
        try older.run(in: store, until: 0)
        try newer.run(in: store, until: 0)
        #expect(try store.trials(limit: 1).map(\.manifest.id) == [newer.id])
        #expect(try store.trials(scenario: "reader-outage", target: "lab").count == 2)
        #expect(try store.trials(scenario: "other").isEmpty)
        #expect(try store.trials(target: "other").isEmpty)
    }

    @Test func theStateIsAsItIsSeen() throws {
        try older.run(in: store, until: 1)
        try newer.run(in: store)
        let other = try ResultsStore.open(path: folder.file(), isAlive: { _ in false })
        #expect(try other.trials().map(\.manifest.state) == [.finished, .interrupted])
    }

    @Test(arguments: [
        ("latest", "20261121-080000-bbbb"), ("last", "20261121-080000-bbbb"), ("20261120", "20261120-080000-aaaa"),
        ("20261120-080000-aaaa", "20261120-080000-aaaa"),
    ]) func aTrialIsFoundByWhatPeopleWrite(_ text: String, _ id: String) throws {
        try older.run(in: store, until: 0)
        try newer.run(in: store, until: 0)
        #expect(try store.resolve(text) == id)
    }

    @Test func aBeginningOfSeveralIdsNamesThem() throws {
        try older.run(in: store, until: 0)
        try newer.run(in: store, until: 0)
        let error = #expect(throws: ResultsError.self) { try store.resolve("202611") }
        #expect(error?.code == .ambiguousTrial)
        #expect(error?.description.contains("\(newer.id), \(older.id)") == true)
    }

    @Test(arguments: ["nobody", ""]) func anUnknownTrialNamesTheNewest(_ text: String) throws {
        try newer.run(in: store, until: 0)
        let error = #expect(throws: ResultsError.self) { try store.resolve(text) }
        #expect(error?.code == .unknownTrial)
        #expect(error?.description.contains(newer.id) == true)
    }

    @Test func anEmptyFileHasNoLatest() throws {
        let error = #expect(throws: ResultsError.self) { try store.resolve("latest") }
        #expect(error?.description.contains("run one first") == true)
        #expect(try store.trials().isEmpty)
    }
}
