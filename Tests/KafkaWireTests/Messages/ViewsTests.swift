import Testing

@testable import KafkaWire

struct ViewsTests {
    @Test func rangesAreThoseOfTheKeys() {
        let response = ApiVersionsResponse {
            $0.apiKeys = [
                .init {
                    $0.apiKey = 1; $0.minVersion = 4; $0.maxVersion = 17
                },
                .init {
                    $0.apiKey = 18; $0.maxVersion = 4
                },
            ]
        }
        #expect(response.ranges == [1: 4...17, 18: 0...4])
    }

    @Test func rangeUpsideDownIsNone() {
        let response = ApiVersionsResponse {
            $0.apiKeys = [
                .init {
                    $0.apiKey = 3; $0.minVersion = 5; $0.maxVersion = 1
                },
                .init {
                    $0.apiKey = 3; $0.minVersion = 0; $0.maxVersion = 2
                },
            ]
        }
        #expect(response.ranges == [3: 0...2])
    }

    @Test func keyThatIsNamedTwiceHasItsFirstRange() {
        let response = ApiVersionsResponse {
            $0.apiKeys = [
                .init {
                    $0.apiKey = 3; $0.maxVersion = 9
                },
                .init {
                    $0.apiKey = 3; $0.maxVersion = 2
                },
            ]
        }
        #expect(response.ranges == [3: 0...9])
    }

    @Test func addressesAreByTheBrokersIDs() throws {
        let response = MetadataResponse {
            $0.brokers = [
                .init {
                    $0.nodeID = 5; $0.host = "a"; $0.port = 9092
                },
                .init {
                    $0.nodeID = 7; $0.host = "::1"; $0.port = 1
                },
            ]
        }
        let addresses = try response.addresses(place: "broker:9092")
        #expect(addresses == [5: BrokerAddress(host: "a", port: 9092), 7: BrokerAddress(host: "::1", port: 1)])
    }

    @Test(arguments: [("a", 0), ("a", 65_536), ("a", -1), ("", 9092)] as [(String, Int32)])
    func brokerThatNobodyCanConnectToIsAnError(host: String, port: Int32) {
        let response = MetadataResponse {
            $0.brokers = [
                .init {
                    $0.nodeID = 5; $0.host = host; $0.port = port
                }
            ]
        }
        let error = wireError { () throws(WireError) in _ = try response.addresses(place: "broker:9092") }
        #expect(error?.kind == .malformed)
        #expect(error?.place == "broker:9092")
        #expect(error?.what.contains("nobody can connect there") == true)
    }
}
