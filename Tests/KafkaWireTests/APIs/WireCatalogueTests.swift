internal import Foundation
import TestSupport
import Testing

@testable import KafkaWire

struct WireCatalogueTests {
    @Test func fileIsNamedForItsKeyAndName() throws {
        let folder = RepositoryRoot.url.appending(path: "Sources/KafkaWire/APIs")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let expected = WireCatalogue.all.map { api in
            "\(api.key < 10 ? "0" : "")\(api.key)_\(api.name).swift"
        }
        #expect(files == expected)
    }

    @Test func keysAscendAndNoneComesTwice() {
        let keys = WireCatalogue.all.map(\.key)
        #expect(keys == Set(keys).sorted())
        #expect(Set(keys).isDisjoint(with: WireCatalogue.others.keys))
        #expect(WireCatalogue.all.count == 69)
    }

    @Test func typeIsNamedForItsAPI() {
        for request in WireCatalogue.requests { #expect("\(request)" == "\(request.api.name)Request") }
    }

    @Test func versionsAreFlexibleFromAVersionThatMayBeThere() {
        for api in WireCatalogue.all {
            #expect(api.versions.lowerBound >= 0)
            if let first = api.firstFlexible { #expect((0...api.versions.upperBound).contains(first), "\(api.name)") }
        }
    }

    @Test func everyKeyOfKafkaHasAName() {
        for key in 0...92 as ClosedRange<Int16> { #expect(WireCatalogue.name(ofKey: key) != nil, "key \(key)") }
        #expect(WireCatalogue.name(ofKey: 1) == "Fetch")
        #expect(WireCatalogue.name(ofKey: 4) == "LeaderAndIsr")
        #expect(WireCatalogue.name(ofKey: 93) == nil)
        #expect(WireCatalogue.name(ofKey: -1) == nil)
        #expect(WireCatalogue.api(key: 1) == FetchRequest.api)
        #expect(WireCatalogue.api(key: 4) == nil)
    }
}
