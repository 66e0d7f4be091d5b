import Testing
import Traces

struct TraceBlockTests {
    @Test func oneEventComesBack() throws {
        let events = [TraceEvent(arrivalNs: 17, topic: 2, partition: 5, valueBytes: TraceEvent.tombstone)]
        #expect(try TraceBlock.decode(TraceBlock.encode(events)) == events)
    }
}
