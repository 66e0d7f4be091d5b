import Foundation
import TestSupport
import Testing

/// The listing of bundled scenarios, with a user's own file beside them.
struct ScenariosTests {
    private struct Listed: Decodable {
        struct Smoke: Decodable {
            var scale: Double?
            var set: [String]?
        }

        var name: String
        var seconds: Double
        var peakRate: Double
        var smoke: Smoke?
    }

    @Test func everyScenarioHasItsLine() async throws {
        let place = try Workplace()
        let run = try await place.run("scenarios")
        let lines = run.standardOutput.split(separator: "\n")
        #expect(lines.first?.hasPrefix("NAME ") == true, "\(run.allOutput)")
        #expect(lines.count { $0.hasPrefix("shift-change ") && $0.contains("15,000/s") } == 1, "\(run.allOutput)")
    }

    @Test func listingIsJSONToo() async throws {
        let place = try Workplace()
        let run = try await place.run("scenarios", "--json")
        let listed = try JSONDecoder().decode([Listed].self, from: Data(run.standardOutput.utf8))
        let demo = try #require(listed.first { $0.name == "demo" })
        #expect(demo.seconds == 66)
        #expect(demo.peakRate == 5220)
        #expect(demo.smoke?.scale == 0.25)
        #expect(demo.smoke?.set?.contains("phases.steady.for=6s") == true)
    }

    @Test func whatItStandsForIsShown() async throws {
        let place = try Workplace()
        let run = try await place.run("scenarios", "show", "satellite-backlog")
        #expect(run.status == 0)
        #expect(run.standardOutput.hasPrefix("# satellite-backlog: "))
        #expect(run.standardOutput.contains("**Where its numbers come from.**"))
    }

    @Test func brokenFileIsNamedAndHidesNoOther() async throws {
        let place = try Workplace()
        try FileManager.default.createDirectory(
            at: place.folder.file("Scenarios"), withIntermediateDirectories: true)
        try place.folder.write("name: broken\ncolour: red\n", to: "Scenarios/broken.yaml")
        let run = try await place.run("scenarios")
        #expect(run.status == 65)
        #expect(run.standardError.contains("Scenarios/broken.yaml:2:1: unknown key 'colour'"), "\(run.standardError)")
        #expect(run.standardOutput.contains("shift-change "))
    }
}
