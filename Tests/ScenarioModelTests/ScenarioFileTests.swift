import Quantities
import ScenarioModel
import Testing

/// Every key of the table, but for `smoke.real_cluster`, which excludes its neighbours.
let fullScenario = """
    name: reader-outage
    title: A reader is away
    about: |
      What it stands for.
    expects: yellow
    seed: 7
    scale: 2
    topics:
      telemetry: { partitions: 24, replication: 3, config: { retention.ms: 3600000, cleanup.policy: delete } }
      alerts: { partitions: 2 }
      rejects: { partitions: 1 }
    links:
      sky:
        kind: satellite
        bandwidth: 5Mbit/s
        delay: 500ms
        jitter: 40ms
        loss: 2%
        retransmit: 3s
        drops: { every: 10m, for: 20s, peak_phases: [outage], factor: 3 }
        reconnect: { first: 2s, factor: 1.5, most: 30s, jitter: 50% }
        fallback: { link: radio, after: 10s }
      radio: { kind: cellular, drops: none }
    outages:
      - { name: storm, links: [sky], groups: [trucks], regions: [0, 5], share: 50%, phase: steady, after: 5s, for: 20s, spread: 4s }
    firmware:
      "1.4": {}
      "2.0":
        format: avro
        fields: { speed_kmh: double, axles: long?, driver: string, loaded: boolean? }
        size: { min: 256B, max: 1KiB }
        entropy: 0.7
      "2.1": { size: { median: 1kB, p99: 2kB } }
    fleet:
      trucks:
        topic: telemetry
        devices: 2000
        rate: 10000/s
        arrival: periodic
        jitter: 20%
        key: tenant
        tenants: 40
        regions: 6
        segments: 3
        skew: 1.1
        payload: { shape: telemetry, size: 512B, entropy: 0.6 }
        pattern: { day: 10m, spread: 25%, diurnal: { low: 30%, peak: 60% } }
        link: sky
        buffer: { events: 500, overflow: thin-out, drain: live-first }
        connection: { own: 200 }
        mess: { resends: 1%, resend_after: 2s, late: 3%, late_by: 30s, malformed: 0.5%, clock_skew: 5s }
        firmware: "1.4"
        rollouts:
          - { to: "2.0", phase: outage, after: 1s, for: 20s, share: 30%, order: region }
          - { to: "1.4", phase: catch-up, share: 30% }
      cranes:
        topic: alerts
        devices: 30
        every: 60s
        arrival: poisson
        payload: { size: { min: 64B, max: 4KiB } }
        pattern: { day: 1m, hours: { from: 25%, until: 75%, ramp: 5%, low: 10% } }
      gates:
        topic: alerts
        devices: 3
        rate: 120/min
        payload: { size: { median: 1kB, p99: 1MB } }
        connection: gateway
        pattern: { day: 1m, shifts: { on: 20%, off: 5%, low: 1% } }
    producers: { count: 2, properties: { linger.ms: 5, enable.idempotence: true } }
    readers:
      dashboard:
        topics: [telemetry, alerts]
        role: live
        members: 3
        commit: 500ms
        caught_up: { lag: 2s, hold: 3s }
        properties: { fetch.wait.max.ms: 5 }
      billing: { topics: [telemetry], role: paused, away: { from: outage, until: catch-up, manner: leave }, limit: 20000/s }
      audit: { topics: [telemetry], role: replay, from: catch-up, limit: 50000/s }
      archive: { topics: [telemetry], role: slow, limit: 2000/s }
      intake:
        topics: [telemetry]
        dead_letters: rejects
        upserts: true
        schema: "2.0"
        scale_out: { members: 4, phase: steady, after: 2s }
    phases:
      - { name: warm-up, kind: warm-up, for: 10s }
      - { name: steady, for: 30s, load: 50% }
      - name: outage
        kind: measured
        for: 30s
        load: { burst: { base: 100%, peak: 400%, after: 2s, rise: 5s, hold: 10s, fall: 4s } }
      - { name: catch-up, for: 1m, load: { ramp: { from: 100%, to: 300% } } }
      - { name: rush, for: 20s, load: { bell: { base: 50%, peak: 250%, at: 8s, width: 2s } } }
    drills:
      - { kind: broker-outage, broker: 2, phase: steady, after: 5s, for: 6s }
      - { kind: broker-replacement, broker: 3, phase: steady, for: 2s }
    criteria:
      live-tail: { percentile: 99.9, green: 50ms, yellow: 200ms }
      achieved-rate: { green: 99%, yellow: 95% }
      loss: { green: 0 }
      interference: { yellow: 2.5 }
    limits: { ready: 20s, drain: 2m, generator_cpu: 80%, steal: 5%, late_sends: 2% }
    service_level: { within: 100ms, share: 99.9%, window: 1m, period: 7d }
    smoke: { scale: 0.01, set: { phases.steady.for: 29s } }
    """

@Test func smallScenarioHasTheDefaultsOfTheValueTypes() throws {
    let expected = Scenario(
        name: "small", topics: [Topic(name: "events", partitions: 4)],
        fleet: [DeviceGroup(name: "trucks", topic: "events", devices: 10, rate: 100)],
        phases: [Phase(name: "steady", duration: .seconds(10))])
    #expect(try decode(smallScenario) == expected)
}

@Test func readersHaveTheDefaultsOfTheValueTypes() throws {
    let scenario = try decode(smallScenario + "\nreaders: { dashboard: { topics: [events] } }")
    #expect(scenario.readers == [Reader(name: "dashboard", topics: ["events"])])
}

@Test func everyKeyOfAFullScenarioArrives() throws {
    let scenario = try decode(fullScenario, scale: 1)
    let expected = Scenario(
        name: "reader-outage", title: "A reader is away", about: "What it stands for.\n", expects: .yellow, seed: 7,
        topics: [
            Topic(
                name: "telemetry", partitions: 24, replication: 3,
                config: ["retention.ms": "3600000", "cleanup.policy": "delete"]),
            Topic(name: "alerts", partitions: 2),
            Topic(name: "rejects", partitions: 1),
        ],
        fleet: [
            DeviceGroup(
                name: "trucks", topic: "telemetry", devices: 2000, rate: 10_000, arrival: .periodic(jitter: 0.2),
                pattern: LoadPattern(shape: .diurnal(low: 0.3, peak: 0.6), day: .seconds(600), spread: 0.25),
                key: .tenant, tenants: 40, regions: 6, segments: 3, skew: 1.1,
                payload: Payload(shape: .telemetry, size: .fixed(512), entropy: 0.6), link: "sky",
                buffer: EdgeBuffer(events: 500, overflow: .thinOut, drain: .liveFirst), connection: .own(most: 200),
                mess: Mess(
                    resends: 0.01, resendAfter: .seconds(2), late: 0.03, lateBy: .seconds(30), malformed: 0.005,
                    clockSkew: .seconds(5)),
                firmware: "1.4",
                rollouts: [
                    Rollout(
                        to: "2.0", phase: "outage", after: .seconds(1), duration: .seconds(20), share: 0.3,
                        order: .region),
                    Rollout(to: "1.4", phase: "catch-up", share: 0.3),
                ]),
            DeviceGroup(
                name: "cranes", topic: "alerts", devices: 30, rate: 0.5, arrival: .poisson,
                pattern: LoadPattern(
                    shape: .hours(from: 0.25, until: 0.75, ramp: 0.05, low: 0.1), day: .seconds(60)),
                payload: Payload(size: .uniform(min: 64, max: 4096))),
            DeviceGroup(
                name: "gates", topic: "alerts", devices: 3, rate: 2,
                pattern: LoadPattern(shape: .shifts(on: 0.2, off: 0.05, low: 0.01), day: .seconds(60)),
                payload: Payload(size: .logNormal(median: 1000, p99: 1_000_000))),
        ],
        links: [
            Link(
                name: "sky", bandwidth: 5e6, delay: .milliseconds(500), jitter: .milliseconds(40), loss: 0.02,
                retransmit: .seconds(3),
                drops: RandomDrops(
                    every: .seconds(600), lasting: .seconds(20), peakPhases: ["outage"], factor: 3),
                reconnect: Reconnect(first: .seconds(2), factor: 1.5, most: .seconds(30), jitter: 0.5),
                fallback: Fallback(link: "radio", after: .seconds(10))),
            Link(
                name: "radio", bandwidth: 10e6, delay: .milliseconds(50), jitter: .milliseconds(50), loss: 0.005),
        ],
        outages: [
            LinkOutage(
                name: "storm", links: ["sky"], groups: ["trucks"], regions: [0, 5], share: 0.5, phase: "steady",
                after: .seconds(5), duration: .seconds(20), spread: .seconds(4))
        ],
        firmware: [
            Firmware(
                version: "1.4", fields: SchemaField.telemetry,
                payload: Payload(shape: .telemetry, size: .fixed(512), entropy: 0.5)),
            Firmware(
                version: "2.0", format: .avro,
                fields: [
                    SchemaField(name: "speed_kmh", kind: .double),
                    SchemaField(name: "axles", kind: .long, isOptional: true),
                    SchemaField(name: "driver", kind: .string),
                    SchemaField(name: "loaded", kind: .boolean, isOptional: true),
                ], payload: Payload(shape: .telemetry, size: .uniform(min: 256, max: 1024), entropy: 0.7)),
            Firmware(
                version: "2.1", fields: SchemaField.telemetry,
                payload: Payload(shape: .telemetry, size: .logNormal(median: 1000, p99: 2000))),
        ],
        producers: ProducerSettings(count: 2, properties: ["linger.ms": "5", "enable.idempotence": "true"]),
        readers: [
            Reader(
                name: "dashboard", topics: ["telemetry", "alerts"], members: 3, commitInterval: .milliseconds(500),
                caughtUp: CaughtUpRule(lag: .seconds(2), hold: .seconds(3)), properties: ["fetch.wait.max.ms": "5"]),
            Reader(
                name: "billing", topics: ["telemetry"],
                role: .paused(Outage(from: "outage", until: "catch-up", manner: .leave, limit: 20_000))),
            Reader(name: "audit", topics: ["telemetry"], role: .replay(from: "catch-up", limit: 50_000)),
            Reader(name: "archive", topics: ["telemetry"], role: .slow(limit: 2000)),
            Reader(
                name: "intake", topics: ["telemetry"], deadLetters: "rejects", upserts: true, schema: "2.0",
                scaleOut: ScaleOut(members: 4, phase: "steady", after: .seconds(2))),
        ],
        phases: [
            Phase(name: "warm-up", kind: .warmUp, duration: .seconds(10)),
            Phase(name: "steady", duration: .seconds(30), load: .steady(0.5)),
            Phase(
                name: "outage", duration: .seconds(30),
                load: .burst(
                    LoadCurve.Burst(
                        base: 1, peak: 4, after: .seconds(2), rise: .seconds(5), hold: .seconds(10), fall: .seconds(4)))
            ),
            Phase(name: "catch-up", duration: .seconds(60), load: .ramp(from: 1, to: 3)),
            Phase(
                name: "rush", duration: .seconds(20),
                load: .bell(LoadCurve.Bell(base: 0.5, peak: 2.5, at: .seconds(8), width: .seconds(2)))),
        ],
        drills: [
            Drill(kind: .brokerOutage(broker: 2, duration: .seconds(6)), phase: "steady", after: .seconds(5)),
            Drill(kind: .brokerReplacement(broker: 3, duration: .seconds(2)), phase: "steady", after: .zero),
        ],
        criteria: [
            CriterionBands(id: "live-tail", green: 0.05, yellow: 0.2, percentile: 99.9),
            CriterionBands(id: "achieved-rate", green: 0.99, yellow: 0.95),
            CriterionBands(id: "loss", green: 0),
            CriterionBands(id: "interference", yellow: 2.5),
        ],
        limits: Limits(
            ready: .seconds(20), drain: .seconds(120), generatorCPU: 0.8, steal: 0.05, lateSends: 0.02),
        serviceLevel: ServiceLevel(
            within: .milliseconds(100), share: 0.999, window: .seconds(60), period: .seconds(7 * 86_400)),
        smoke: .embedded(scale: 0.01, set: ["phases.steady.for=29s"]))
    #expect(scenario == expected)
}

@Test func scaleMultipliesDevicesRatesAndLimitsOnly() throws {
    let one = try decode(fullScenario, scale: 1)
    let ten = try decode(fullScenario, scale: 10)
    #expect(ten.scale == 10)
    #expect(ten.fleet.map(\.devices) == [20_000, 300, 30])
    #expect(ten.fleet.map(\.rate) == [100_000, 5, 20])
    let roles: [Reader.Role] = [
        .live, .paused(Outage(from: "outage", until: "catch-up", manner: .leave, limit: 200_000)),
        .replay(from: "catch-up", limit: 500_000), .slow(limit: 20_000), .live,
    ]
    #expect(ten.readers.map(\.role) == roles)
    #expect(ten.fleet.map(\.connection) == [.own(most: 2000), .gateway, .gateway])
    #expect(ten.fleet.map(\.buffer) == one.fleet.map(\.buffer))
    #expect(ten.fleet.map(\.mess) == one.fleet.map(\.mess))
    #expect(
        ten.fleet.map { [$0.tenants, $0.regions, $0.segments] }
            == one.fleet.map { [$0.tenants, $0.regions, $0.segments] })
    #expect(ten.links == one.links)
    #expect(ten.readers.map(\.scaleOut) == one.readers.map(\.scaleOut))
    #expect(ten.phases == one.phases)
    #expect(ten.topics == one.topics)
    #expect(ten.drills == one.drills)
    #expect(ten.readers.map(\.members) == one.readers.map(\.members))
}

@Test func ratesScaleExactlyWhereDevicesRound() throws {
    let scenario = try decode(fullScenario, scale: 0.01)
    #expect(scenario.fleet.map(\.devices) == [20, 1, 1])
    #expect(scenario.fleet.map(\.rate) == [100, 0.005, 0.02])
}

@Test func scaleOfTheFileHoldsUntilOneIsGiven() throws {
    #expect(try decode(fullScenario).scale == 2)
    #expect(try decode(fullScenario).fleet.first?.devices == 4000)
    #expect(try decode(fullScenario, scale: 3).fleet.first?.devices == 6000)
    #expect(try decode(fullScenario, overrides: ["scale=5"]).fleet.first?.devices == 10_000)
}
