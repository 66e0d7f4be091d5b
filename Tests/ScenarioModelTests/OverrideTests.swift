import Quantities
import ScenarioModel
import Testing

private let scenario = """
    name: small
    topics:
      port.events: { partitions: 4, config: { retention.ms: 1000 } }
    fleet:
      trucks: { topic: port.events, devices: 10, every: 10s, payload: { size: 256B } }
    readers:
      billing: { topics: [port.events] }
    phases:
      - { name: warm-up, kind: warm-up, for: 5s }
      - { name: steady, for: 10s }
    """

@Test func overridesReplaceWhatTheFileSays() throws {
    let decoded = try decode(
        scenario,
        overrides: [
            "seed=9", "phases.steady.for=20s", "phases.0.for=1s", "readers.billing.members=2", "producers.count=2",
            "producers.properties.linger.ms=5", "topics.port.events.config.retention.ms=7",
            "topics.port.events.partitions=8", "fleet.trucks.payload.size={ min: 64B, max: 128B }",
            "criteria.live-tail.green=20ms", "phases.steady.load.ramp.to=300%", "title=Two words = three",
        ])
    #expect(decoded.seed == 9)
    #expect(decoded.phases.map(\.duration) == [.seconds(1), .seconds(20)])
    #expect(decoded.phases.last?.load == .ramp(from: 1, to: 3))
    #expect(decoded.readers.first?.members == 2)
    #expect(decoded.producers == ProducerSettings(count: 2, properties: ["linger.ms": "5"]))
    #expect(decoded.topics == [Topic(name: "port.events", partitions: 8, config: ["retention.ms": "7"])])
    #expect(decoded.fleet.first?.payload.size == .uniform(min: 64, max: 128))
    #expect(decoded.criteria == [CriterionBands(id: "live-tail", green: 0.02)])
    #expect(decoded.title == "Two words = three")
}

@Test func overridesReachIntoTheFleetsSections() throws {
    let decoded = try decode(
        fullScenario,
        overrides: [
            "links.sky.drops.every=1m", "links.sky.bandwidth=1Mbit/s", "links.radio.kind=wired",
            "links.sky.fallback.after=1s", "outages.storm.for=3s", "outages.0.regions=[1]",
            "firmware.2.0.fields.axles=string", "firmware.2.0.fields.colour=string?", "firmware.1.4.size=1KiB",
            "service_level.share=99%", "fleet.trucks.pattern.diurnal.low=50%",
            "fleet.trucks.buffer.overflow=drop-oldest",
            "fleet.trucks.connection.own=10", "fleet.cranes.connection.own=3", "fleet.trucks.mess.late=0%",
            "fleet.trucks.rollouts.1.share=10%", "readers.intake.scale_out.members=5", "readers.intake.upserts=false",
            "phases.rush.load.bell.peak=300%", "smoke.set.phases.steady.for=28s", "links.radio.drops=null",
        ], scale: 1)
    let sky = try #require(decoded.links.first)
    #expect(sky.drops?.every == .seconds(60) && sky.bandwidth == 1e6 && sky.fallback?.after == .seconds(1))
    #expect(decoded.links.last?.bandwidth == 1e9)
    #expect(decoded.outages.map(\.duration) == [.seconds(3)])
    #expect(decoded.outages.map(\.regions) == [[1]])
    #expect(decoded.firmware[1].fields.map(\.name) == ["speed_kmh", "axles", "driver", "loaded", "colour"])
    #expect(decoded.firmware[1].fields[1].kind == .string)
    #expect(decoded.firmware[0].payload.size == .fixed(1024))
    #expect(decoded.serviceLevel?.share == 0.99)
    #expect(decoded.fleet[0].pattern?.shape == .diurnal(low: 0.5, peak: 0.6))
    #expect(decoded.fleet[0].buffer.overflow == .dropOldest)
    #expect(decoded.fleet.map(\.connection) == [.own(most: 10), .own(most: 3), .gateway])
    #expect(decoded.fleet[0].mess.late == 0)
    #expect(decoded.fleet[0].rollouts.map(\.share) == [0.3, 0.1])
    #expect(decoded.readers.last?.scaleOut?.members == 5)
    #expect(decoded.readers.last?.upserts == false)
    #expect(decoded.phases.last?.load == .bell(.init(base: 0.5, peak: 3, at: .seconds(8), width: .seconds(2))))
    #expect(decoded.smoke == .embedded(scale: 0.01, set: ["phases.steady.for=28s"]))
}

@Test(arguments: [
    ("links.sly.delay=1s", "unknown link 'sly'; did you mean 'sky'?"),
    ("outages.strom.for=3s", "no element 'strom'; did you mean 'storm'?"),
    ("firmware.3.0.size=1KiB", "unknown firmware version '3'"),
    ("firmware.1.4.fields.axles=int", "'int' is not possible here"),
    ("fleet.trucks.rollouts.2.share=10%", "no element '2'; give or an index from 0 to 1"),
    ("links.sky.drops.evry=1m", "unknown key 'evry'; did you mean 'every'?"),
    ("fleet.trucks.connection.gateway=1", "unknown key 'gateway'"),
    ("service_level.share=2", "'2' is no percentage"),
])
func badOverrideOfAFleetIsReportedAtItself(override: String, message: String) {
    let found = problems(fullScenario, overrides: [override])
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix("--set \(override): \(message)") == true, "\(found)")
}

@Test func nullTakesAKeyOut() throws {
    let decoded = try decode(scenario, overrides: ["fleet.trucks.every=null", "fleet.trucks.rate=500/s"])
    #expect(decoded.fleet.first?.rate == 500)
}

@Test func lastOverrideOfAPathWins() throws {
    #expect(try decode(scenario, overrides: ["seed=1", "seed=2"]).seed == 2)
}

@Test(arguments: [
    (
        "phases.stedy.for=20s",
        "no element 'stedy'; did you mean 'steady'? known: steady, warm-up; or an index from 0 to 1"
    ),
    ("phases.2.for=20s", "no element '2'"),
    ("phases.steady.four=20s", "unknown key 'four'; did you mean 'for'?"),
    ("fleet.truck.rate=1/s", "unknown device group 'truck'; did you mean 'trucks'? known: trucks"),
    ("sed=9", "unknown key 'sed'; did you mean 'seed'?"),
    ("seed.x=9", "the path goes on after a single value; end it before '.x'"),
    ("drills.0.broker=9", "there is no list to set an element of"),
    ("seed=nine", "'nine' is no whole number"),
    ("readers.billing.members=9", "9 members for 4 partitions"),
    ("criteria.live-tial.green=20ms", "unknown criterion 'live-tial'; did you mean 'live-tail'?"),
    ("seed=[1", "not valid YAML"),
    ("phases..for=1s", "no element ''"),
])
func badOverrideIsReportedAtItself(override: String, message: String) {
    let found = problems(scenario, overrides: [override])
    #expect(found.count == 1, "\(found)")
    #expect(found[0].hasPrefix("--set \(override): \(message)"), "\(found)")
}

@Test(arguments: ["seed", "=9", "seed=", ""])
func overrideWithoutPathOrValueIsRefused(text: String) {
    #expect(throws: InputProblems.self) { try Override(text) }
}

@Test func allBadOverridesAreReportedAtOnce() throws {
    let error = try #require(throws: InputProblems.self) { try Override.all(["seed", "seed=1", "=2"]) }
    #expect(error.list.map(\.place.source) == ["--set seed", "--set =2"])
    #expect(try Override.all(["seed=1", "title=a=b"]).map(\.value) == ["1", "a=b"])
}

@Test func problemsOfTheFileAndOfOverridesComeTogether() {
    let found = problems(scenario.replacing("every: 10s", with: "every: 0s"), overrides: ["sed=9"], scale: -1)
    #expect(found.count == 3)
    #expect(found[0].hasPrefix("s.yaml:5:53: '0s'"))
    #expect(found[1].hasPrefix("--set sed=9: "))
    #expect(found[2].hasPrefix("--scale -1.0: the scale is out of range"))
}

@Test(arguments: [0, -1, 0.00001, 100_000, Double.nan, .infinity])
func impossibleScaleIsRefused(scale: Double) {
    #expect(problems(scenario, scale: scale).count == 1)
}

@Test func tooManyDevicesAtAScaleAreAProblem() {
    let found = problems(scenario.replacing("devices: 10,", with: "devices: 100000000,"), scale: 10_000)
    #expect(found.count == 1 && found[0].contains("more than 2147483647 devices at scale 10000"), "\(found)")
}
