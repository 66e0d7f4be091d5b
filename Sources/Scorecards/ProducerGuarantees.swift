internal import Evidence

/// What the producer's settings promise about repeats and order; which anomalies are forbidden follows from it.
struct ProducerGuarantees {
    /// nil where the setting could not be read.
    var isIdempotent: Bool?
    var requestsInFlight: Int?

    init(_ honesty: HonestyBlock?) {
        // The producers of a trial have the same settings; the first stands for all.
        let producer = honesty?.clientSettings.filter { $0.key.hasPrefix("producer") }.min { $0.key < $1.key }?.value
        let setting: (String) -> String? = { honesty?.durability[$0] ?? producer?[$0] }
        isIdempotent = setting("enable.idempotence").map { $0.lowercased() == "true" }
        // librdkafka has both names for one setting (CONFIGURATION.md).
        requestsInFlight = (setting("max.in.flight.requests.per.connection") ?? setting("max.in.flight")).flatMap(
            Int.init)
    }

    /// Idempotent producers keep order over retries, and so does a single request in flight (KIP-98).
    var keepsOrder: Bool { isIdempotent == true || requestsInFlight == 1 }

    /// Why order is promised, for people; nil where it is not.
    var orderPromise: String? {
        if isIdempotent == true { return "the producer is idempotent" }
        return requestsInFlight == 1 ? "the producer has one request in flight" : nil
    }
}
