import ScenarioModel
import Testing

/// A scenario with one line put in the place of another, and what is said about it.
struct Slip: Sendable, CustomTestStringConvertible {
    /// A piece of the good scenario.
    let written: String
    /// What stands there instead.
    let instead: String
    /// The place of the one problem that this makes: `line:column`.
    let place: String
    /// Words that its message has.
    let message: String

    init(_ written: String, _ instead: String, _ place: String, _ message: String) {
        self.written = written
        self.instead = instead
        self.place = place
        self.message = message
    }

    var testDescription: String { instead }
}

private let good = """
    name: good
    seed: 3
    topics:
      events: { partitions: 4 }
      alerts: { partitions: 2 }
    fleet:
      trucks:
        topic: events
        devices: 10
        rate: 100/s
        jitter: 20%
        payload: { shape: random, size: 256B, entropy: 0.5 }
    readers:
      live: { topics: [events], members: 4 }
      away: { topics: [events], role: paused, away: { from: steady, until: later } }
    phases:
      - { name: early, kind: warm-up, for: 5s }
      - { name: steady, for: 10s }
      - { name: later, for: 20s, load: 100% }
    drills:
      - { kind: broker-outage, broker: 1, phase: later, after: 5s, for: 5s }
    criteria:
      live-tail: { green: 50ms, yellow: 100ms }
    """

@Test func goodScenarioHasNoProblem() {
    #expect(problems(good) == [])
}

@Test(arguments: [
    // Keys.
    Slip("seed: 3", "sead: 3", "2:1", "unknown key 'sead' in a scenario; did you mean 'seed'? known: about, criteria,"),
    Slip("partitions: 2", "partition: 2", "5:13", "did you mean 'partitions'?"),
    Slip("jitter: 20%", "wheels: 4", "11:5", "unknown key 'wheels' in a device group; known: arrival,"),
    Slip("seed: 3", "seed:", "2:1", "'seed' has no value"),
    Slip("name: good", "title: good", "1:1", "a scenario needs 'name'"),
    Slip("seed: 3", "name: other", "2:1", "key 'name' twice; it is in line 1 already"),
    Slip("jitter: 20%", "every: 5s", "11:12", "'rate' and 'every' in one device group"),
    Slip("    rate: 100/s\n    jitter", "    jitter", "7:3", "needs 'rate', or 'every'"),
    Slip("shape: random", "shape: &a random", "12:23", "an anchor, '&…'"),
    Slip("shape: random", "shape: !!str random", "12:23", "a tag, '!…'"),
    // Types.
    Slip("seed: 3", "seed: -3", "2:7", "'-3' is out of range; write a whole number from 0"),
    Slip("seed: 3", "seed: \"3\"", "2:7", "'3' is no whole number"),
    Slip("seed: 3", "seed: [3]", "2:7", "a list where another kind of value belongs; write a whole number"),
    Slip("partitions: 2", "partitions: 2.5", "5:25", "'2.5' is no whole number"),
    Slip("partitions: 2", "partitions: 0", "5:25", "out of range; write a whole number from 1"),
    Slip("topics: [events], members", "topics: events, members", "14:19", "write a list"),
    Slip("  events: { partitions: 4 }", "  events: 4", "4:11", "a single value where another kind of value belongs"),
    // Numbers with units.
    Slip("rate: 100/s", "rate: 100", "10:11", "'100' is no rate; write a rate above zero, like 20000/s"),
    Slip("rate: 100/s", "rate: -5/s", "10:11", "'-5/s' is no rate above zero"),
    Slip("rate: 100/s", "rate: 0/s", "10:11", "'0/s' is no rate above zero"),
    Slip("rate: 100/s", "rate: 1e3/s", "10:11", "'1e3/s' is no rate"),
    Slip("jitter: 20%", "jitter: 120%", "11:13", "'120%' is out of range; write a percentage from 0% to 100%"),
    Slip("jitter: 20%", "jitter: -1%", "11:13", "'-1%' is out of range"),
    Slip("jitter: 20%", "jitter: 0.2", "11:13", "'0.2' is no percentage"),
    Slip("for: 10s }", "for: 0s }", "18:26", "'0s' is no time at all"),
    Slip("for: 10s }", "for: 10 }", "18:26", "'10' is no duration"),
    Slip("for: 10s }", "for: -10s }", "18:26", "'-10s' is negative"),
    Slip("for: 10s }", "for: 900000h }", "18:26", "too long"),
    Slip("256B", "256", "12:37", "'256' is no size; write a size with its unit"),
    Slip("256B", "63B", "12:37", "'63B' is out of range"),
    Slip("shape: random", "shape: telemetry, tail: 1", "12:34", "unknown key 'tail' in a payload"),
    Slip("random, size: 256B", "telemetry, size: 255B", "12:40", "255 B are too few for a telemetry payload"),
    Slip("256B", "{ min: 1KiB, max: 1kB }", "12:55", "'max' below 'min'"),
    Slip("256B", "{ median: 1KiB, p99: 64B }", "12:58", "'p99' below 'median'"),
    Slip("256B", "{ min: 1KiB }", "12:37", "needs 'max' here too"),
    Slip("256B", "{ min: 64B, max: 1KiB, p99: 1KiB }", "12:65", "exclude each other"),
    Slip("entropy: 0.5", "entropy: 1.5", "12:52", "'1.5' is out of range; write a number from 0 to 1"),
    // Choices and names.
    Slip("shape: random", "shape: randon", "12:23", "'randon' is not possible here; did you mean 'random'?"),
    Slip("name: good", "name: a/b", "1:7", "'a/b' is no usable name"),
    Slip("  alerts:", "  al rts:", "5:3", "'al rts' is no topic name that Kafka allows"),
    // References.
    Slip("topic: events", "topic: evens", "8:12", "unknown topic 'evens'; did you mean 'events'? topics here: alerts,"),
    Slip("topics: [events], members", "topics: [event], members", "14:20", "unknown topic 'event'"),
    Slip("[events], members", "[events, events], members", "14:28", "topic 'events' twice"),
    Slip("[events], members: 4", "[]", "14:19", "a reader of no topics"),
    Slip("from: steady", "from: stedy", "15:57", "unknown phase 'stedy'; did you mean 'steady'?"),
    Slip(
        "until: later", "until: steady", "15:72",
        "returns with 'steady', not after it left with 'steady'; name a later phase: later"),
    Slip("until: later", "until: early", "15:72", "returns with 'early'"),
    Slip("phase: later", "phase: late", "21:46", "unknown phase 'late'"),
    Slip(
        "live-tail:", "life-tail:", "23:3",
        "unknown criterion 'life-tail'; did you mean 'live-tail'? criteria: achieved-rate,"),
    // What holds between values.
    Slip("name: early", "name: steady", "18:13", "a second phase 'steady'; the first is in line 17"),
    Slip("members: 4", "members: 5", "14:38", "5 members for 4 partitions"),
    Slip(
        "members: 4", "limit: 4/s", "14:36",
        "'limit' on a reader with the role live; it belongs to paused, replay, slow"),
    Slip("members: 4", "role: slow", "14:3", "a reader with the role slow needs 'limit'"),
    Slip("members: 4", "role: replay", "14:3", "a reader with the role replay needs 'from'"),
    Slip("members: 4", "properties: { group.id: x }", "14:43", "property 'group.id' cannot be set here"),
    Slip("members: 4", "properties: { a.b: [1] }", "14:43", "property 'a.b' has a list as its value"),
    Slip("jitter: 20%", "arrival: poisson\n    jitter: 20%", "12:13", "'jitter' with poisson arrival"),
    Slip("after: 5s, for: 5s", "after: 16s, for: 5s", "21:70", "the drill ends 21 s after the start of 'later'"),
    Slip("broker: 1", "broker: 0", "21:36", "out of range; write a whole number from 1"),
    Slip(
        "load: 100%", "load: { burst: { peak: 300%, rise: 15s, hold: 6s } }", "19:45",
        "the burst takes 21 s, longer than its phase of 20 s"),
    Slip("load: 100%", "load: { burst: { hold: 6s } }", "19:45", "a burst needs 'peak'"),
    Slip("load: 100%", "load: {}", "19:36", "a load curve needs 'burst', or 'ramp'"),
    Slip("yellow: 100ms", "yellow: 10ms", "23:37", "yellow is on the wrong side of green"),
    Slip("yellow: 100ms", "yellow: 100", "23:37", "'100' is no bound of 'live-tail', a duration; write a duration"),
    Slip("yellow: 100ms", "percentile: 101", "23:41", "out of range"),
    Slip(
        "live-tail: { green: 50ms, yellow: 100ms }", "achieved-rate: { green: 95%, yellow: 99% }", "23:40",
        "higher is better here"),
    Slip("live-tail: { green: 50ms, yellow: 100ms }", "loss: { percentile: 99 }", "23:23", "which is no time"),
])
func slipIsReportedWithItsPlaceAndRemedy(slip: Slip) throws {
    _ = try #require(good.firstRange(of: slip.written))
    let text = good.replacing(slip.written, with: slip.instead, maxReplacements: 1)
    let found = problems(text)
    try #require(found.count == 1, "\(found.joined(separator: "\n"))")
    #expect(found[0].hasPrefix("s.yaml:\(slip.place): "), "\(found[0])")
    #expect(found[0].contains(slip.message), "\(found[0])")
}

@Test(arguments: ["topics", "fleet", "phases"])
func emptySectionIsAProblem(key: String) throws {
    let empty = key == "phases" ? "[]" : "{}"
    let text = smallScenario.replacing("\(key):\n", with: "\(key): \(empty)\nabout:\n")
    #expect(problems(text).contains { $0.contains("'\(key)' is empty") })
}

@Test func onlyWarmUpPhasesAreAProblem() {
    let found = problems(smallScenario.replacing("for: 10s", with: "for: 10s, kind: warm-up"))
    #expect(found == ["s.yaml:7:3: no measured phase; add a phase of the kind measured"])
}

@Test func lastPhaseCannotBeReturnedFrom() {
    let reader = "readers: { away: { topics: [events], role: paused, away: { from: steady, until: steady } } }"
    let found = problems(smallScenario + "\n" + reader)
    #expect(found.count == 1 && found[0].contains("'steady' is the last phase: add a phase to come back in"))
}

@Test func secretsAreRefusedInScenariosAndNotShown() {
    let found = problems(smallScenario + "\nproducers: { properties: { sasl.password: hunter2 } }")
    #expect(found.count == 1)
    #expect(found[0].contains("sasl.password"))
    #expect(!found[0].contains("hunter2"))
}

@Test func allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
    let found = problems(
        """
        name: many
        topics:
          events: { partitons: 4 }
          events: { partitions: 4 }
        fleet:
          trucks: { topic: evens, devices: many, rate: -1/s }
        phases:
          - { name: steady, for: 0s }
        phases: []
        colour: red
        """)
    #expect(
        found.map { $0.split(separator: " ").first.map(String.init) } == [
            "s.yaml:3:13:" as String?, "s.yaml:4:3:", "s.yaml:6:20:", "s.yaml:6:36:", "s.yaml:6:48:", "s.yaml:8:26:",
            "s.yaml:9:1:", "s.yaml:9:9:", "s.yaml:10:1:",
        ], "\(found.joined(separator: "\n"))")
}

@Test(arguments: ["", "# nothing\n", "just words", "- a\n- b\n"])
func whatIsNoMappingIsRefused(text: String) {
    let found = problems(text)
    #expect(found.count == 1)
    #expect(found[0].contains("write a mapping with the keys of a scenario"))
}

@Test func yamlErrorsHaveTheirPlace() {
    let found = problems("name: good\ntopics: { events: [\nfleet: }")
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("s.yaml:3:8: not valid YAML: "), "\(found)")
}

@Test(arguments: [
    "name: a\n\tseed: 1", "name: \"a", "a: *b", "name: a\n---\nname: b", "name: a\u{1}b", "? [a, b]\n: c",
])
func brokenYamlIsReportedNotFatal(text: String) {
    #expect(!problems(text).isEmpty)
}

@Test func aliasesOfAliasesDoNotExplode() {
    let levels = (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
    let found = problems("a0: &a0 x\n" + levels.joined(separator: "\n"))
    #expect(found.contains { $0.contains("s.yaml:61:6: an anchor, '&…'") })
}

@Test(arguments: ["[", "{ a: ", "- "])
func deepNestingIsReportedNotFatal(opening: String) {
    let found = problems("name: " + String(repeating: opening, count: 100_000))
    #expect(found.count == 1)
    #expect(found.first?.contains("not valid YAML") == true)
}

@Test func threeLikeKeysAreTwoProblems() {
    let found = problems(smallScenario + "\nseed: 1\nseed: 2\n\"seed\": 3")
    #expect(found.count == 2, "\(found)")
    #expect(found.allSatisfy { $0.contains("key 'seed' twice") })
}
