internal import CRdKafka

/// The version of the client library that is linked: `librdkafka 2.0.2`.
package enum ClientVersion {
    package static var description: String { "librdkafka " + number }

    /// `2.0.2`.
    package static var number: String { String(cString: rd_kafka_version_str()) }
}
