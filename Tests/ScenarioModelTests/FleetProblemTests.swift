import Quantities
import ScenarioModel
import Testing

/// A scenario with one piece put in the place of another; `›` in it stands before the place of the problem.
private struct FleetSlip: Sendable, CustomTestStringConvertible {
    let written: String
    let instead: String
    let message: String

    init(_ written: String, _ instead: String, _ message: String) {
        self.written = written
        self.instead = instead
        self.message = message
    }

    var testDescription: String { instead }
}

private let good = """
    name: good
    topics: { events: { partitions: 4 }, others: { partitions: 2 }, rejects: { partitions: 1 } }
    links:
      sky:
        kind: satellite
        bandwidth: 5Mbit/s
        drops: { every: 10m, for: 20s, peak_phases: [later], factor: 3 }
        reconnect: { first: 2s, factor: 2, most: 30s, jitter: 50% }
        fallback: { link: radio, after: 10s }
      radio: { kind: cellular }
      cable: { loss: 1% }
    outages:
      - { name: storm, links: [sky], groups: [trucks], regions: [0, 2], phase: steady, after: 2s, for: 5s, spread: 1s }
      - { name: night, links: [radio], phase: steady, for: 10s }
      - { name: north, regions: [1], phase: steady, after: 3s, for: 4s }
      - { name: south, groups: [trucks], phase: later, after: 5s, for: 15s }
    firmware:
      v1: { size: 512B }
      v2: { format: avro, fields: { speed: double, axles: long? }, size: 128B }
    service_level: { within: 100ms, share: 99.9%, window: 5m, period: 30d }
    smoke: { scale: 0.1, set: { phases.steady.for: 9s } }
    fleet:
      trucks:
        topic: events
        devices: 300
        rate: 100/s
        key: tenant+region
        regions: 3
        link: sky
        buffer: { events: 100, overflow: drop-newest }
        connection: { own: 20 }
        firmware: v1
        rollouts:
          - { to: v2, phase: steady, after: 1s, for: 5s }
          - { to: v1, phase: steady, after: 6s }
      cranes:
        topic: events
        devices: 10
        rate: 5/s
        pattern: { day: 10s, hours: { from: 25%, until: 75%, ramp: 10% } }
        payload: { shape: telemetry }
        mess: { malformed: 1% }
    readers:
      intake: { topics: [events], dead_letters: rejects, schema: v2, scale_out: { members: 3, phase: later, after: 4s } }
      letters: { topics: [rejects], upserts: false }
    phases:
      - { name: early, kind: warm-up, for: 5s }
      - { name: steady, for: 10s }
      - { name: later, for: 20s, load: { bell: { peak: 200%, at: 10s, width: 2s } } }
    """

private func changed(_ written: String, _ instead: String) throws -> (text: String, place: String?) {
    _ = try #require(good.firstRange(of: written), "'\(written)' is not in the good scenario")
    let marked = good.replacing(written, with: instead, maxReplacements: 1)
    guard let mark = marked.firstIndex(of: "›") else { return (marked, nil) }
    let before = marked[..<mark].split(separator: "\n", omittingEmptySubsequences: false)
    return (marked.replacing("›", with: ""), "s.yaml:\(before.count):\((before.last?.count ?? 0) + 1): ")
}

@Test func goodFleetHasNoProblem() {
    #expect(problems(good) == [])
}

@Test(arguments: [
    // Links.
    FleetSlip("kind: satellite", "kind: ›satelite", "did you mean 'satellite'?"),
    FleetSlip("bandwidth: 5Mbit/s", "bandwidth: ›5", "'5' is no bandwidth; write a bandwidth above zero, like 64kbit"),
    FleetSlip("bandwidth: 5Mbit/s", "bandwidth: ›0Mbit/s", "'0Mbit/s' is no bandwidth above zero"),
    FleetSlip("bandwidth: 5Mbit/s", "bandwidth: ›5000Gbit/s", "is too wide"),
    FleetSlip("bandwidth: 5Mbit/s", "bandwidth: ›[5Mbit/s]", "a list where another kind of value belongs"),
    FleetSlip("loss: 1%", "loss: ›100%", "out of range; write a percentage from 0% to 99%"),
    FleetSlip("loss: 1%", "delay: ›-1s", "'-1s' is negative"),
    FleetSlip("loss: 1%", "jitter: ›3", "'3' is no duration"),
    FleetSlip("loss: 1%", "retransmit: ›0s", "no time at all"),
    FleetSlip("loss: 1%", "drops: ›never", "'never' is not possible here; possible: none"),
    FleetSlip("loss: 1%", "drops: ›{ every: 5s }", "a drops section needs 'for' where no 'kind' gives it"),
    FleetSlip("loss: 1%", "drops: { every: ›0s, for: 1s }", "no time at all"),
    FleetSlip("[later], factor", "[›latter], factor", "unknown phase 'latter'; did you mean 'later'?"),
    FleetSlip("factor: 3 }", "factor: ›0.5 }", "out of range"),
    FleetSlip("first: 2s", "first: ›40s", "the first wait of 40 s is longer than 'most', 30 s"),
    FleetSlip("first: 2s, factor: 2", "first: 2s, factor: ›0", "out of range"),
    FleetSlip("jitter: 50%", "jitter: ›150%", "out of range"),
    FleetSlip(
        "link: radio", "link: ›radar", "unknown link 'radar'; did you mean 'radio'? links here: cable, radio, sky"),
    FleetSlip("link: radio", "link: ›sky", "link 'sky' falls back to itself"),
    FleetSlip(
        "link: radio, after: 10s }\n  radio: { kind: cellular }",
        "link: ›radio, after: 10s }\n  radio: { kind: cellular, fallback: { link: sky } }",
        "links fall back in a circle: sky to radio to sky"),
    // Outages.
    FleetSlip("links: [sky]", "links: [›sly]", "unknown link 'sly'; did you mean 'sky'?"),
    FleetSlip("groups: [trucks], regions", "groups: [›truck], regions", "unknown device group 'truck'; did you mean"),
    FleetSlip(
        "regions: [0, 2]", "regions: [0, ›3]", "region 3 of devices that are spread over 3; regions count from 0 to 2"),
    FleetSlip("regions: [0, 2]", "regions: [0, ›-1]", "out of range"),
    FleetSlip("regions: [0, 2]", "regions: ›0", "write a list"),
    FleetSlip("phase: steady, after: 2s", "phase: ›stead, after: 2s", "unknown phase 'stead'; did you mean 'steady'?"),
    FleetSlip("after: 2s", "after: ›12s", "the outage begins 12 s after the start of 'steady', which lasts 10 s"),
    FleetSlip("for: 15s", "for: ›16s", "the outage ends after the trial, by 1 s"),
    FleetSlip("for: 15s }", "for: ›15s, spread: 2s }", "the outage ends after the trial, by 2 s"),
    FleetSlip("name: night, ", "name: ›storm, ", "a second outage 'storm'; the first is in line 13"),
    FleetSlip(
        "links: [radio], phase: steady", "links: [sky], regions: [0], phase: ›steady",
        "outage 'night' overlaps 'storm' for the same"),
    FleetSlip(
        "regions: [1], phase: steady", "regions: [2], phase: ›steady", "outage 'north' overlaps 'storm' for the same"),
    FleetSlip(
        "- { name: night, links: [radio]", "- ›{ name: night, links: [cable]", "outage 'night' strikes no device"),
    FleetSlip("- { name: south, groups: [trucks]", "- ›{ name: south, groups: [cranes]", "give the groups a 'link'"),
    FleetSlip("spread: 1s", "share: ›2", "'2' is no percentage"),
    // Firmware.
    FleetSlip("format: avro", "format: ›xml", "possible: avro, json"),
    FleetSlip("axles: long?", "axles: ›int", "'int' is not possible here"),
    FleetSlip("axles: long?", "›stamp: long", "a field named 'stamp'; 'stamp' and 'pad' are in every event already"),
    FleetSlip("axles: long?", "›pad: long", "a field named 'pad'"),
    FleetSlip("axles: long?", "›7axles: long", "'7axles' is no name of a field"),
    FleetSlip("axles: long?", "›axles: [long]", "'axles' has a list as its value"),
    FleetSlip("{ speed: double, axles: long? }", "›[speed]", "write a mapping from each name to one of long, long?"),
    FleetSlip("size: 512B", "size: ›256B", "256 B are too few for the fields of firmware 'v1'; give 340B or more"),
    FleetSlip("size: 128B", "size: ›64B", "64 B are too few for the fields of firmware 'v2'; give 83B or more"),
    FleetSlip("firmware: v1", "firmware: ›v3", "unknown firmware version 'v3'"),
    FleetSlip("{ to: v2", "{ to: ›w2", "unknown firmware version 'w2'; did you mean 'v2'?"),
    FleetSlip("to: v2, phase: steady", "to: v2, phase: ›study", "unknown phase 'study'"),
    FleetSlip("after: 6s", "after: ›11s", "the rollout ends 11 s after the start of 'steady', which lasts 10 s"),
    FleetSlip("after: 6s }", "after: 6s, for: ›5s }", "the rollout ends 11 s after the start of 'steady'"),
    FleetSlip(
        "- { to: v1, phase: steady, after: 6s }", "- ›{ to: v1, phase: steady, after: 5s }",
        "begins before the one above it"),
    FleetSlip("for: 5s }\n", "for: 5s, order: ›devices }\n", "possible: region, share"),
    FleetSlip("schema: v2", "schema: ›v4", "unknown firmware version 'v4'"),
    // Groups.
    FleetSlip("link: sky\n", "link: ›sea\n", "unknown link 'sea'"),
    FleetSlip("key: tenant+region", "key: ›tennant+region", "'tennant+region' is no key; did you mean 'tenant'?"),
    FleetSlip("key: tenant+region", "key: ›tenant+tenant", "joined by '+', each once"),
    FleetSlip("key: tenant+region", "segments: ›0", "out of range"),
    FleetSlip("events: 100,", "events: ›0,", "out of range"),
    FleetSlip("drop-newest", "›drop-new", "did you mean 'drop-newest'?"),
    FleetSlip("overflow: drop-newest", "drain: ›fast", "possible: backlog-first, live-first"),
    FleetSlip("connection: { own: 20 }", "connection: ›own", "'own' is not possible here; possible: gateway"),
    FleetSlip("own: 20", "own: ›0", "out of range"),
    FleetSlip("payload: { shape: telemetry }", "payload: { shape: random }", "malformed events of random bytes"),
    FleetSlip("malformed: 1%", "malformed: ›1", "'1' is no percentage"),
    FleetSlip("malformed: 1%", "resends: ›101%", "out of range"),
    FleetSlip("malformed: 1%", "resend_after: ›0s", "no time at all"),
    FleetSlip("malformed: 1%", "late: ›x", "'x' is no percentage"),
    FleetSlip("malformed: 1%", "late_by: ›5", "'5' is no duration"),
    FleetSlip("malformed: 1%", "clock_skew: ›-5s", "'-5s' is negative"),
    FleetSlip("malformed: 1%", "›malformd: 1%", "did you mean 'malformed'?"),
    FleetSlip("{ day: 10s, ", "›{ ", "a pattern needs 'day'"),
    FleetSlip("day: 10s", "day: 10s, spread: ›120%", "out of range"),
    FleetSlip("until: 75%", "until: ›25%", "the hours end where they begin, at 25% of the day"),
    FleetSlip("ramp: 10%", "ramp: ›30%", "two ramps of 30% do not fit beside the hours; give a 'ramp' of 25% or less"),
    FleetSlip("hours: { from: 25%, until: 75%, ramp: 10% }", "shifts: { on: ›0%, off: 50% }", "'on' is no time at all"),
    FleetSlip("hours: { from: 25%, until: 75%, ramp: 10% }", "shifts: { on: 60%, off: ›50% }", "take 110% of the day"),
    FleetSlip("hours: { from: 25%, until: 75%, ramp: 10% }", "diurnal: { low: ›200% }", "out of range"),
    FleetSlip("day: 10s, hours", "day: 10s, diurnal: {}, hours", "'diurnal' and 'hours' in one pattern"),
    FleetSlip(
        "pattern: { day", "buffer: ›{ events: 5 }\n    pattern: { day", "a buffer of devices that are never dark"),
    FleetSlip(
        "pattern: { day", "rollouts: ›[{ to: v2, phase: steady }]\n    pattern: { day", "a group without 'firmware'"),
    // Readers.
    FleetSlip("dead_letters: rejects", "dead_letters: ›reject", "unknown topic 'reject'; did you mean 'rejects'?"),
    FleetSlip(
        "topics: [events], dead_letters: rejects", "topics: [events, others], dead_letters: ›rejects",
        "a reader of 2 topics"),
    FleetSlip(
        "dead_letters: rejects", "dead_letters: ›events", "dead letters into 'events', the topic that they come from"),
    FleetSlip(
        "topics: [rejects], upserts: false", "topics: [others], dead_letters: ›rejects",
        "reader 'intake' has the dead-letter"),
    FleetSlip(
        "topics: [rejects], upserts: false", "topics: [›rejects], dead_letters: others",
        "reads 'rejects', a dead-letter topic"),
    FleetSlip(
        "    topic: events\n    devices: 10\n", "    topic: rejects\n    devices: 10\n",
        "device group 'cranes' sends to the"),
    FleetSlip("upserts: false", "upserts: ›no", "'no' is neither true nor false"),
    FleetSlip("upserts: false", "upserts: ›\"true\"", "'true' is neither true nor false"),
    FleetSlip("{ members: 3", "{ members: ›1", "a scale-out to 1 members from 1; give more than 1"),
    FleetSlip("{ members: 3", "{ members: ›5", "5 members for 4 partitions"),
    FleetSlip("members: 3, phase: later", "members: 3, phase: ›latr", "unknown phase 'latr'"),
    FleetSlip("after: 4s", "after: ›20s", "the scale-out comes 20 s after the start of 'later', which lasts 20 s"),
    FleetSlip(
        "upserts: false", "role: paused, away: { from: steady, until: later, manner: ›crsh }", "did you mean 'crash'?"),
    // Phases, promise, smoke run.
    FleetSlip("at: 10s", "at: ›21s", "the bell's peak is 21 s after the start of its phase of 20 s"),
    FleetSlip("width: 2s", "width: ›0s", "no time at all"),
    FleetSlip("{ peak: 200%, at", "›{ at", "a bell needs 'peak'"),
    FleetSlip("share: 99.9%", "share: ›100%", "a promise of 100% leaves no error budget"),
    FleetSlip("share: 99.9%", "share: ›0%", "leaves only an error budget"),
    FleetSlip("window: 5m", "window: ›40d", "the window of 960 h 00 min is longer than the period"),
    FleetSlip("within: 100ms, ", "", "a service level needs 'within'"),
    FleetSlip("scale: 0.1,", "real_cluster: disks,", "'set' of a smoke run that is not made"),
    FleetSlip(
        "phases.steady.for: 9s", "phases.stedy.for: 9s",
        "the smoke run is no scenario: no element 'stedy'; did you mean"),
    FleetSlip("phases.steady.for: 9s", "phases.later.for: 19s", "the smoke run is no scenario: the outage ends after"),
])
private func slipOfTheFleetIsReportedWithItsPlaceAndRemedy(slip: FleetSlip) throws {
    let (text, place) = try changed(slip.written, slip.instead)
    let found = problems(text)
    try #require(found.count == 1, "\(found.joined(separator: "\n"))")
    if let place { #expect(found[0].hasPrefix(place), "\(found[0])") }
    #expect(found[0].contains(slip.message), "\(found[0])")
}

@Test func everyBadPieceOfAFleetIsReportedAtOnce() {
    let text = good.replacing("5Mbit/s", with: "5").replacing("link: radio", with: "link: radar")
        .replacing("links: [sky]", with: "links: [sly]").replacing("firmware: v1", with: "firmware: v9")
        .replacing("schema: v2", with: "schema: v8")
    #expect(problems(text).count == 5, "\(problems(text))")
}

@Test func outagesMayFollowEachOtherAndEndWithTheTrial() throws {
    let text = good.replacing("links: [radio], phase: steady, for: 10s", with: "links: [sky], phase: early, for: 7s")
    #expect(problems(text) == [])
    #expect(try decode(text).outages.count == 4)
}

@Test func hoursMayGoOnPastMidnight() throws {
    let text = good.replacing("from: 25%, until: 75%, ramp: 10%", with: "from: 90%, until: 30%, ramp: 30%")
    #expect(problems(text) == [])
    #expect(try decode(text).fleet.last?.pattern?.shape == .hours(from: 0.9, until: 0.3, ramp: 0.3, low: 0))
}

@Test func brokenPhaseLeavesOutagesAlone() {
    let found = problems(good.replacing("name: steady, for: 10s", with: "name: steady, for: 0s"))
    #expect(found.count == 1, "\(found)")
}

@Test func ninthFirmwareIsRefused() {
    let versions = (1...9).map { "f\($0): {}" }.joined(separator: ", ")
    let found = problems(smallScenario + "\nfirmware: { \(versions) }")
    #expect(found == ["s.yaml:8:77: 9 firmware versions; a scenario has 8 at most"])
    let fewer = (1...8).map { "f\($0): {}" }.joined(separator: ", ")
    #expect(problems(smallScenario + "\nfirmware: { \(fewer) }") == [])
}

@Test func ownConnectionsHaveABoundAtTheGivenScale() throws {
    let text = smallScenario.replacing("devices: 10,", with: "devices: 10000, connection: { own: 500 },")
    #expect(try decode(text, scale: 4).fleet.first?.connection == .own(most: 2000))
    #expect(try decode(text, scale: 0.0001).fleet.first?.connection == .own(most: 1))
    let found = problems(text, scale: 5)
    #expect(found.count == 1)
    #expect(
        found.first?.contains("2,500 own connections at scale 5: too large for one machine; 2,000 are the most") == true
    )
}

@Test func ownConnectionsAreNoMoreThanDevices() throws {
    let text = smallScenario.replacing("devices: 10,", with: "devices: 10, connection: { own: 5000 },")
    #expect(try decode(text).fleet.first?.connection == .own(most: 10))
}

@Test func fleetTooLargeForTheMachineIsRefusedWithTheFigure() {
    // 48 bytes a device, 64 for its link, 16 + "trucks-1000000" for its key.
    let text = smallScenario.replacing("devices: 10,", with: "devices: 1000000, link: cable,")
        .replacing("fleet:", with: "links: { cable: {} }\nfleet:")
    let devices: Int64 = 1_000_000 * (48 + 64 + 16 + 14)
    // 1,024 values of 256 B.
    let payloads: Int64 = 1024 * 256
    #expect(problems(text, memory: ByteCount(devices + payloads)) == [])
    let found = problems(text, memory: ByteCount(devices + payloads - 1))
    #expect(found.count == 1)
    #expect(
        found.first?.contains(
            "1,000,000 devices take 135 MiB and their payloads 256 KiB, more than this machine's 136 MiB; give a smaller scale"
        )
            == true, "\(found)")
    #expect(problems(text, scale: 10, memory: ByteCount(devices * 2)).count == 1)
}

@Test func keysThatDevicesShareCountAgainstTheMachine() {
    let text = smallScenario.replacing("devices: 10,", with: "devices: 10, key: tenant, tenants: 1000000,")
    let tenants: Int64 = 1_000_000 * (16 + 12)
    #expect(problems(text, memory: ByteCount(tenants)).count == 1)
    #expect(problems(text, memory: ByteCount(tenants + 1024 * 256 + 480)) == [])
}

@Test func largePayloadsCountAgainstTheMachine() {
    let text = smallScenario.replacing("devices: 10,", with: "devices: 10, payload: { size: 64MB },")
    #expect(problems(text, memory: ByteCount(16 * 64_000_000)).count == 1)
    #expect(problems(text, memory: ByteCount(17 * 64_000_000)) == [])
    // As many malformed values again.
    let broken = text.replacing("size: 64MB", with: "shape: telemetry, size: 64MB")
        .replacing("rate:", with: "mess: { malformed: 1% }, rate:")
    #expect(problems(broken, memory: ByteCount(31 * 64_000_000)).count == 1)
    #expect(problems(broken, memory: ByteCount(33 * 64_000_000)) == [])
}
