internal import TestSupport

@testable import KafkaWire

extension ScriptedBroker {
    /// An ApiVersions response, version 3, that offers what this client asks for.
    static let versions = Answer.body(
        hex("0000 07 0001 0004 000c 00 0002 0001 0007 00 0003 0004 000c 00 0011 0001 0001 00")
            + hex("0012 0000 0003 00 0024 0000 0002 00 00000000 00"))

    var address: BrokerAddress { BrokerAddress(host: "127.0.0.1", port: port) }
}
