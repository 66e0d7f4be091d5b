import KafkaClient
import Testing

@Suite struct BrokerVersionsTests {
    private func versions(_ lines: [String]) -> BrokerVersions {
        var versions = BrokerVersions()
        for line in lines { versions.read(logLine: line) }
        return versions
    }

    @Test func theHighestVersionOfEachApiIsRead() {
        let versions = versions([
            "APIVERSION: [thrd:main]: 127.0.0.1:9092/1:   ApiKey Produce (0) Versions 0..12",
            "APIVERSION: [thrd:main]: 127.0.0.1:9092/1:   ApiKey Fetch (1) Versions 4..17",
        ])
        #expect(versions.highest == ["Produce": 12, "Fetch": 17])
        #expect(versions.release == "4.0 or newer")
    }

    @Test(arguments: [(11, 9, "2.3"), (4, 3, "0.11"), (12, 9, "2.7"), (17, 11, "3.9"), (2, 2, "older than 0.11")])
    func theReleaseFollowsTheVersions(fetch: Int, produce: Int, release: String) {
        let versions = versions(["ApiKey Fetch (1) Versions 0..\(fetch)", "ApiKey Produce (0) Versions 0..\(produce)"])
        #expect(versions.release == release)
    }

    @Test(arguments: ["", "ApiKey", "ApiKey Produce (0)", "ApiKey Produce (0) Versions", "ApiKey X (0) Versions a..b"])
    func otherLinesSayNothing(line: String) {
        #expect(versions([line]).highest.isEmpty)
        #expect(versions([line]).release == nil)
    }
}
