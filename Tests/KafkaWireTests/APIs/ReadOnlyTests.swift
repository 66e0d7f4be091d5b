internal import Foundation
import TestSupport
import Testing

@testable import KafkaWire

/// The promise that this module only reads.
struct ReadOnlyTests {
    @Test func onlyReadingRequestsExist() throws {
        let folder = RepositoryRoot.url.appending(path: "Sources/KafkaWire/APIs")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(
            files == [
                "01_Fetch.swift", "02_ListOffsets.swift", "03_Metadata.swift", "17_SaslHandshake.swift",
                "18_ApiVersions.swift", "36_SaslAuthenticate.swift",
            ])
    }

    @Test func fileIsNamedForItsKey() {
        let apis = [
            FetchRequest.api, ListOffsetsRequest.api, MetadataRequest.api, SaslHandshakeRequest.api,
            ApiVersionsRequest.api, SaslAuthenticateRequest.api,
        ]
        #expect(apis.map(\.key) == [1, 2, 3, 17, 18, 36])
    }
}
