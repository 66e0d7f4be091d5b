import Foundation
import Quantities
import TestSupport
import Testing
import TraceStore
import Traces

struct TraceWriterTests {
    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func everythingComesBack() throws {
        let sample = try SampleTrace()
        let writer = try sample.writer()
        let key = writer.intern(keyHash: .max)
        #expect(writer.intern(keyHash: .max) == key)
        let events: [TraceEvent] = [.at(1, partition: 2, key: key), .at(2, topic: 1, bytes: TraceEvent.tombstone)]
        try writer.append(events: events)
        let gap = TraceGap(topic: 0, partition: 1, fromOffset: 5, toOffset: 9, atNs: 77, reason: .rotated)
        try writer.addGap(gap)
        let group = TraceGroup(
            group: "billing", state: "Stable", members: 2, topic: 0, partitions: 3, lagAtStart: 7, lagAtEnd: nil)
        try writer.addGroups([group])
        var batch = TraceBatch(topic: 0, partition: 2, codec: "lz4")
        batch.add(records: 12, bytes: 900)
        batch.add(records: 1, bytes: 90)
        try writer.addBatches([batch])
        writer.addPartitions([TracePartition(topic: 0, partition: 2, startOffset: 40, endOffset: 43, holes: 2)])
        let end = sample.manifest.windowStart + 60_000_000_000
        let summary = try writer.finish(windowEnd: end)
        #expect((summary.events, summary.keys, summary.gaps, summary.raisedTimes) == (2, 1, 1, 0))

        let file = try TraceFile.open(at: sample.path)
        var manifest = sample.manifest
        manifest.windowEnd = end
        #expect(file.manifest == manifest)
        #expect((file.eventCount, file.keyCount) == (2, 1))
        #expect(file.size == summary.size)
        #expect(try file.keys() == [.max])
        #expect(try file.gaps() == [gap])
        #expect(try file.groups() == [group])
        #expect(try file.batches() == [batch])
        #expect(
            try file.partitions() == [
                TracePartition(topic: 0, partition: 2, startOffset: 40, endOffset: 43, holes: 2, events: 1)
            ])
        #expect(try sample.events() == events)
    }

    @Test func fileIsForItsOwnerAloneAndNothingLiesBesideIt() throws {
        let sample = try SampleTrace()
        try sample.write([.at(1)])
        let rights = try FileManager.default.attributesOfItem(atPath: sample.path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        #expect(sample.error() == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: sample.folder.url.path) == ["a.trace"])
    }

    @Test func traceHasItsNameOnlyWhenItIsWhole() throws {
        let sample = try SampleTrace()
        let writer = try sample.writer()
        try writer.append(events: [.at(1)])
        #expect(!Self.exists(sample.path) && Self.exists(sample.partialPath))
        _ = try writer.finish(windowEnd: 0)
        #expect(Self.exists(sample.path) && !Self.exists(sample.partialPath))
    }

    @Test func abandonedWriterLeavesNothing() throws {
        let sample = try SampleTrace()
        let writer = try sample.writer()
        try writer.append(events: (0..<20_000).map { .at($0) })
        writer.abandon()
        #expect(try FileManager.default.contentsOfDirectory(atPath: sample.folder.url.path).isEmpty)
        do { _ = try sample.writer() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: sample.folder.url.path).isEmpty)
    }

    @Test func traceThatIsThereIsNotReplacedUnlessToldTo() throws {
        let sample = try SampleTrace()
        try sample.write([.at(1)])
        #expect(throws: TraceError.self) { try sample.writer() }
        #expect(try sample.events() == [.at(1)])
        let writer = try sample.writer(replacing: true)
        try writer.append(events: [.at(2)])
        #expect(try sample.events() == [.at(1)])
        _ = try writer.finish(windowEnd: 0)
        #expect(try sample.events() == [.at(2)])
    }

    @Test func unfinishedTraceOfAnotherIsNotTaken() throws {
        let sample = try SampleTrace()
        try sample.folder.write("of another", to: "a.trace.partial")
        let error = #expect(throws: TraceError.self) { try sample.writer() }
        #expect(error?.code == .unfinished)
        #expect(try String(contentsOfFile: sample.partialPath, encoding: .utf8) == "of another")
    }

    @Test func fileThatTookTheNameMeanwhileIsKept() throws {
        let sample = try SampleTrace()
        let writer = try sample.writer()
        try sample.folder.write("of another", to: "a.trace")
        let error = #expect(throws: TraceError.self) { try writer.finish(windowEnd: 0) }
        #expect(error?.code == .exists)
        #expect(try String(contentsOfFile: sample.path, encoding: .utf8) == "of another")
        #expect(!Self.exists(sample.partialPath))
    }

    @Test func folderThatCannotBeMadeIsSaid() throws {
        let sample = try SampleTrace()
        try sample.folder.write("a file", to: "folder")
        let error = #expect(throws: TraceError.self) {
            try TraceWriter.create(at: sample.folder.file("folder/a.trace").path, manifest: sample.manifest)
        }
        #expect(error?.code == .denied)
    }

    @Test func timeThatGoesBackIsRaisedAndCounted() throws {
        let sample = try SampleTrace()
        let summary = try sample.write([.at(5), .at(3), .at(4, partition: 1), .at(6)])
        #expect(summary.raisedTimes == 1)
        #expect(try sample.events() == [.at(4, partition: 1), .at(5), .at(5), .at(6)])
    }

    @Test func windowEndsBehindItsLastEvent() throws {
        let sample = try SampleTrace()
        try sample.write([.at(90_000)])
        #expect(try TraceFile.open(at: sample.path).manifest.length.rawValue == 90_000_000_001)
    }

    @Test func regularTrafficTakesAtMostEightBytesAnEvent() throws {
        let sample = try SampleTrace()
        let count = 100_000
        var generator = SystemRandomNumberGenerator()
        var ms: UInt64 = 0
        let events = (0..<count).map { _ in
            ms += UInt64.random(in: 0...1, using: &generator)
            return TraceEvent.at(
                ms, partition: Int32.random(in: 0...2, using: &generator),
                key: UInt32.random(in: 0..<1000, using: &generator),
                bytes: Int32.random(in: 200...320, using: &generator))
        }
        let summary = try sample.write(events, keys: 1000)
        #expect(Double(summary.size.rawValue) / Double(count) <= 8)
    }
}
