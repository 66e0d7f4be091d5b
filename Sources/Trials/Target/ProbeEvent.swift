internal import KafkaClient
internal import Quantities
internal import ScenarioModel

/// The doctor's one event: written with a trial's producer settings, read with a trial's reader settings.
enum ProbeEvent {
    private static let timeoutMs: Int32 = 15_000

    static func write(_ connection: TargetConnection, topic: String) throws(TrialError) -> Nanoseconds {
        try timed { () throws(KafkaError) in
            try ProbeRoundTrip.write(
                settings: ClientProperties.producer(connection.properties, ProducerSettings(), number: 0), topic: topic,
                timeoutMs: timeoutMs)
        }
    }

    static func read(_ connection: TargetConnection, topic: String, group: String) throws(TrialError) -> Nanoseconds {
        let reader = Reader(name: "check", topics: [topic])
        return try timed { () throws(KafkaError) in
            try ProbeRoundTrip.read(
                settings: ClientProperties.reader(connection.properties, reader, group: group), topic: topic,
                timeoutMs: timeoutMs)
        }
    }

    private static func timed(_ action: () throws(KafkaError) -> Void) throws(TrialError) -> Nanoseconds {
        let begin = MonotonicClock.reading()
        do throws(KafkaError) {
            try action()
        } catch {
            throw TrialError(error)
        }
        return Nanoseconds(Int64(MonotonicClock.reading() - begin))
    }
}
