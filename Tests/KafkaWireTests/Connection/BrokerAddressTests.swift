import Testing

@testable import KafkaWire

struct BrokerAddressTests {
    @Test(arguments: [
        ("broker:9093", "broker", 9093), ("broker", "broker", 9092), (" a.b:1 ", "a.b", 1), ("[::1]:9094", "::1", 9094),
        ("[fe80::1]", "fe80::1", 9092), ("SASL_SSL://kafka-1.example:443", "kafka-1.example", 443),
    ])
    func entryIsRead(entry: String, host: String, port: Int) {
        #expect(BrokerAddress(entry: entry[...]) == BrokerAddress(host: host, port: port))
    }

    @Test(arguments: [
        "", ":9092", "a:", "a:0", "a:65536", "a:9x", "a:-1", "[::1", "[::1]x", "a b:1", "::1", "a:99999999999999999999",
    ])
    func whatIsNoBrokerIsRefused(entry: String) {
        #expect(BrokerAddress(entry: entry[...]) == nil)
    }

    @Test func ipv6IsShownInBrackets() {
        #expect("\(BrokerAddress(host: "::1", port: 9092))" == "[::1]:9092")
        #expect("\(BrokerAddress(host: "a", port: 1))" == "a:1")
    }
}
