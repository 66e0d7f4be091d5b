internal import CRdKafka

/// The version of the client library that is linked: `librdkafka 2.0.2`.
package enum ClientVersion {
    package static var description: String { "librdkafka " + String(cString: rd_kafka_version_str()) }
}
