import KafkaWire
import Testing

@testable import LabCluster

struct ConfigTests {
    @Test func everyDefaultIsAValueThatItsConfigTakes() {
        for definition in TopicConfigs.all { #expect(definition.fault(in: definition.standard) == nil) }
        #expect(TopicConfigs.fault(in: [:]) == nil)
    }

    @Test(arguments: [
        ("cleanup.policy", "shred"), ("compression.type", "brotli"), ("min.insync.replicas", "0"),
        ("min.cleanable.dirty.ratio", "1.5"), ("preallocate", "yes"), ("retention.ms", "soon"), ("retention.ms", "-2"),
        ("segment.bytes", "99999999999"), ("no.such.config", "1"),
    ])
    func wrongValuesAreNamed(name: String, value: String) throws {
        let fault = try #require(TopicConfigs.fault(in: [name: value]))
        #expect(fault.contains(name))
    }

    @Test func lagsThatExcludeEachOtherAreRefused() {
        let values = ["min.compaction.lag.ms": "2000", "max.compaction.lag.ms": "1000"]
        #expect(TopicConfigs.fault(in: values) != nil)
    }

    @Test func policiesMayStandTogether() {
        let settings = TopicSettings(["cleanup.policy": "compact, delete", "compression.type": "zstd"])
        #expect(settings.isCompacted)
        #expect(settings.isDeleted)
        #expect(settings.codec == .zstd)
        #expect(TopicSettings([:]).codec == nil)
    }

    @Test(arguments: ["", ".", "..", "a b", "a/b", "é", String(repeating: "x", count: 250)])
    func namesThatNoTopicHasAreRefused(name: String) { #expect(TopicName.fault(in: name) != nil) }

    @Test func ordinaryNamesAreTaken() {
        for name in ["a", "a.b_c-D9", String(repeating: "x", count: 249)] { #expect(TopicName.fault(in: name) == nil) }
    }

    @Test func coordinatorsArePlacedByJavasHash() {
        // From Java: "".hashCode(), "a".hashCode(), "polygenelubricants".hashCode().
        #expect("".javaHash == 0)
        #expect("a".javaHash == 97)
        #expect("polygenelubricants".javaHash == Int32.min)
    }
}
