import Quantities
import Testing

@testable import ScenarioModel

@Suite struct LinkPresets {
    private func link(_ yaml: String) throws -> Link {
        try #require(try decode(smallScenario + "\nlinks: { l: \(yaml) }").links.first)
    }

    @Test func linkWithoutKindHasTheDefaultsOfTheValueType() throws {
        #expect(try link("{}") == Link(name: "l"))
    }

    @Test(arguments: LinkPreset.allCases)
    fileprivate func kindIsAWholeLink(preset: LinkPreset) throws {
        #expect(try link("{ kind: \(preset.rawValue) }") == preset.link(named: "l"))
    }

    @Test func satelliteIsSlowAndFar() throws {
        let satellite = try link("{ kind: satellite }")
        #expect(try #require(satellite.bandwidth) < 5e6)
        #expect(satellite.delay == .milliseconds(600))
    }

    @Test func oneKeyOverAKindLeavesTheOthers() throws {
        var expected = LinkPreset.portWifi.link(named: "l")
        expected.drops?.every = .seconds(60)
        expected.reconnect.jitter = 0
        #expect(try link("{ kind: port-wifi, drops: { every: 1m }, reconnect: { jitter: 0% } }") == expected)
    }

    @Test func dropsOfAKindCanBeTakenAway() throws {
        #expect(try link("{ kind: port-wifi }").drops != nil)
        #expect(try link("{ kind: port-wifi, drops: none }").drops == nil)
    }

    /// docs/scenarios.md has the figures of every kind, as they are.
    @Test(arguments: LinkPreset.allCases)
    fileprivate func figuresAreOnThePage(preset: LinkPreset) throws {
        let link = preset.link(named: "")
        let drops = link.drops.map { drops in
            "\(drops.lasting) every \(drops.every)"
                + (drops.factor == 1 ? "" : ", ×\(drops.factor.significant(3)) at peak")
        }
        let cells = [
            "`\(preset.rawValue)`", "\(((link.bandwidth ?? 0) / 1e6).significant(4)) Mbit/s", "\(link.delay)",
            "\(link.jitter)", link.loss.percent, "\(link.retransmit)", drops ?? "none",
            "\(link.reconnect.first) to \(link.reconnect.most)",
        ]
        let row = "| " + cells.joined(separator: " | ") + " |"
        #expect(try Repository.text("docs/scenarios.md").contains(row), "\(row)")
    }
}
