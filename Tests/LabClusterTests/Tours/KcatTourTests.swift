import Compatibility
import Foundation
import Testing

@testable import LabCluster

/// kcat, which is a librdkafka of its own age, on a lab cluster: beside what its witnesses do, what they leave out.
@Suite(.enabled(if: ToolSearch.machine.find("kcat") != nil, "kcat is not on the PATH"))
struct KcatTourTests {
    @Test func codecsAndHeadersArriveAsTheyWereSent() async throws {
        try await LabTour.onLab { tour in
            let codecs = ["gzip", "snappy", "lz4", "zstd"]
            for codec in codecs {
                _ = try await Self.kcat(
                    tour, "-P", "-t", "tour", "-p", "0", "-z", codec, "-K", ":", "-H", "codec=\(codec)",
                    "-X", "enable.idempotence=true", "-X", "acks=all",
                    input: (0..<5).map { "key-\($0):\(Self.value($0, codec))\n" }.joined())
            }
            let read = try await Self.kcat(
                tour, "-G", "readers", "-X", "auto.offset.reset=earliest", "-c", "20", "-q", "-f", "%o %k %h %s\\n",
                "tour")
            let wanted = codecs.enumerated().flatMap { place, codec in
                (0..<5).map { "\(place * 5 + $0) key-\($0) codec=\(codec) \(Self.value($0, codec))" }
            }
            #expect(read.split(separator: "\n").map(String.init) == wanted)
            #expect(try await tour.codecs(of: "tour", 0) == ["gzip": 5, "snappy": 5, "lz4": 5, "zstd": 5])
            for (time, offset) in [("-2", 0), ("-1", 20), ("5", 0)] {
                let told = try await Self.kcat(tour, "-Q", "-t", "tour:0:\(time)")
                #expect(told.contains("[0] offset \(offset)"), "at time \(time): \(told)")
            }
        }
    }

    @Test func transactionIsReadWhenItIsCommitted() async throws {
        try await LabTour.onLab { tour in
            _ = try await Self.kcat(
                tour, "-P", "-t", "tour", "-p", "0", "-X", "transactional.id=tour", input: "one\ntwo\nthree\n")
            let read = try await Self.kcat(
                tour, "-C", "-t", "tour", "-p", "0", "-o", "beginning", "-e", "-q", "-X",
                "isolation.level=read_committed", "-f", "%o %s\\n")
            #expect(read == "0 one\n1 two\n2 three\n")
            // Behind the records is the transaction's marker.
            #expect(try await Self.kcat(tour, "-Q", "-t", "tour:0:-1").contains("offset 4"))
        }
    }

    @Test func loginIsTaken() async throws {
        try await LabTour.onLab { tour in
            let told = try await Self.kcat(
                tour, "-L", "-X", "security.protocol=sasl_plaintext", "-X", "sasl.mechanism=PLAIN", "-X",
                "sasl.username=admin", "-X", "sasl.password=admin-secret", at: tour.logins)
            #expect(told.contains(" 3 brokers:"), "\(told)")
        }
    }

    private static func value(_ number: Int, _ codec: String) -> String {
        "\(codec)-\(number)-" + String(repeating: "a", count: 100)
    }

    private static func kcat(
        _ tour: LabTour, _ arguments: String..., at bootstrap: String? = nil, input: String = ""
    ) async throws -> String {
        let program = try #require(ToolSearch.machine.find("kcat"))
        // Without -F none of this user's own settings counts.
        return try await tour.run(
            URL(filePath: program), ["-F", "/dev/null", "-b", bootstrap ?? tour.bootstrap] + arguments, input: input)
    }
}
