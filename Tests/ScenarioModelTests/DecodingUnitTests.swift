import Foundation
import Testing

@testable import ScenarioModel

@Test(arguments: [
    ("250ms", 250e6), ("30s", 30e9), ("5m", 300e9), ("5min", 300e9), ("1h", 3600e9), ("2d", 172_800e9), ("1.5s", 1.5e9),
    ("3 us", 3e3), ("3µs", 3e3), ("7ns", 7),
])
func durationsAreReadInTheirUnits(text: String, nanoseconds: Double) {
    #expect(HumanUnit.duration(text) == nanoseconds)
}

@Test(arguments: [("20000/s", 20_000.0), ("120/min", 2), ("120/m", 2), ("3600/h", 1), ("86400/d", 1), ("0.5 / s", 0.5)])
func ratesAreReadPerSecond(text: String, rate: Double) {
    #expect(HumanUnit.rate(text) == rate)
}

@Test(arguments: [("256B", 256.0), ("4KiB", 4096), ("1MB", 1e6), ("1kB", 1000), ("1 MiB", 1_048_576)])
func sizesAreReadInBytes(text: String, bytes: Double) {
    #expect(HumanUnit.size(text) == bytes)
}

@Test(arguments: [("64kbit/s", 64e3), ("5Mbit/s", 5e6), ("1.5 Gbit/s", 1.5e9), ("1200bit/s", 1200)])
func bandwidthsAreReadInBitsPerSecond(text: String, bits: Double) {
    #expect(HumanUnit.bandwidth(text) == bits)
}

@Test(arguments: ["5", "5Mb/s", "5MB/s", "5Mbit", "Mbit/s", "5Mbit/min", "5e6bit/s"])
func whatIsNoBandwidthIsRefused(text: String) {
    #expect(HumanUnit.bandwidth(text) == nil)
}

@Test(arguments: [("99.9%", 0.999), ("99.99 %", 0.9999), ("0.1%", 0.001), ("7%", 0.07), ("100%", 1)])
func percentagesAreTheNearestFractions(text: String, fraction: Double) {
    #expect(HumanUnit.percent(text) == fraction)
}

@Test(arguments: ["", "s", "10", "10 weeks", "ten s", "1,5s", "0x10s", "1e3s", "--1s", "1.s", ".5s", "1..5s", "nans"])
func whatIsNoDurationIsRefused(text: String) {
    #expect(HumanUnit.duration(text) == nil)
}

@Test(arguments: ["10", "/s", "10/", "10/week", "10/s/s", "10 s"])
func whatIsNoRateIsRefused(text: String) {
    #expect(HumanUnit.rate(text) == nil)
}

@Test(arguments: [
    ("stedy", "steady"), ("PHASES", "phases"), ("partition", "partitions"), ("wram-up", "warm-up"), ("rdo", "rod"),
])
func slipsHaveTheirNearestName(text: String, meant: String) {
    #expect(NearestName.of(text, in: ["steady", "phases", "partitions", "warm-up", "rod"]) == meant)
}

@Test(arguments: ["colour", "x", ""])
func farNamesAreNotGuessed(text: String) {
    #expect(NearestName.of(text, in: ["steady", "phases", "partitions"]) == nil)
}

@Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("ab", "ba", 1)])
func editsAreCounted(left: String, right: String, edits: Int) {
    #expect(NearestName.edits(left, right) == edits)
    #expect(NearestName.edits(right, left) == edits)
}

@Suite struct FindingScenarios {
    let directory = Repository.root.appending(path: "Scenarios").path

    @Test func bareNameIsLookedUp() throws {
        #expect(try ScenarioFile.find("demo", in: ["/nowhere", directory]) == "\(directory)/demo.yaml")
        #expect(try ScenarioFile.find("demo.yaml", in: [directory]) == "\(directory)/demo.yaml")
    }

    @Test func pathIsTakenAsItIs() throws {
        #expect(try ScenarioFile.find("\(directory)/demo.yaml", in: []) == "\(directory)/demo.yaml")
    }

    @Test func unknownNameIsToldTheOnesThereAre() throws {
        let error = try #require(throws: InputProblems.self) { try ScenarioFile.find("dmo", in: [directory]) }
        #expect(
            error.description.hasPrefix("dmo: no such scenario; did you mean 'demo'? available: backlog-drain, catch-"))
    }

    @Test func unknownPathAndEmptyDirectoryAreSaid() throws {
        let path = try #require(throws: InputProblems.self) { try ScenarioFile.find("no/such.yaml", in: [directory]) }
        #expect(path.description == "no/such.yaml: no such scenario; check the path")
        let empty = try #require(throws: InputProblems.self) { try ScenarioFile.find("demo", in: ["/nowhere"]) }
        #expect(empty.description == "demo: no such scenario; no scenarios in /nowhere: give the path of a file")
    }
}
