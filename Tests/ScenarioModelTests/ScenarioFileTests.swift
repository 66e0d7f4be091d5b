import Quantities
import ScenarioModel
import Testing

/// Every key of the table, in a scenario of two readers of each role.
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
        skew: 1.1
        payload: { shape: telemetry, size: 512B, entropy: 0.6 }
      cranes:
        topic: alerts
        devices: 30
        every: 60s
        arrival: poisson
        payload: { size: { min: 64B, max: 4KiB } }
      gates:
        topic: alerts
        devices: 3
        rate: 120/min
        payload: { size: { median: 1kB, p99: 1MB } }
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
    phases:
      - { name: warm-up, kind: warm-up, for: 10s }
      - { name: steady, for: 30s, load: 50% }
      - name: outage
        kind: measured
        for: 30s
        load: { burst: { base: 100%, peak: 400%, after: 2s, rise: 5s, hold: 10s, fall: 4s } }
      - { name: catch-up, for: 1m, load: { ramp: { from: 100%, to: 300% } } }
    drills:
      - { kind: broker-outage, broker: 2, phase: steady, after: 5s, for: 6s }
    criteria:
      live-tail: { percentile: 99.9, green: 50ms, yellow: 200ms }
      achieved-rate: { green: 99%, yellow: 95% }
      loss: { green: 0 }
      interference: { yellow: 2.5 }
    limits: { ready: 20s, drain: 2m, generator_cpu: 80%, steal: 5%, late_sends: 2% }
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
        ],
        fleet: [
            DeviceGroup(
                name: "trucks", topic: "telemetry", devices: 2000, rate: 10_000, arrival: .periodic(jitter: 0.2),
                key: .tenant, tenants: 40, regions: 6, skew: 1.1,
                payload: Payload(shape: .telemetry, size: .fixed(512), entropy: 0.6)),
            DeviceGroup(
                name: "cranes", topic: "alerts", devices: 30, rate: 0.5, arrival: .poisson,
                payload: Payload(size: .uniform(min: 64, max: 4096))),
            DeviceGroup(
                name: "gates", topic: "alerts", devices: 3, rate: 2,
                payload: Payload(size: .logNormal(median: 1000, p99: 1_000_000))),
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
        ],
        drills: [
            Drill(kind: .brokerOutage(broker: 2, duration: .seconds(6)), phase: "steady", after: .seconds(5))
        ],
        criteria: [
            CriterionBands(id: "live-tail", green: 0.05, yellow: 0.2, percentile: 99.9),
            CriterionBands(id: "achieved-rate", green: 0.99, yellow: 0.95),
            CriterionBands(id: "loss", green: 0),
            CriterionBands(id: "interference", yellow: 2.5),
        ],
        limits: Limits(
            ready: .seconds(20), drain: .seconds(120), generatorCPU: 0.8, steal: 0.05, lateSends: 0.02))
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
        .replay(from: "catch-up", limit: 500_000), .slow(limit: 20_000),
    ]
    #expect(ten.readers.map(\.role) == roles)
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
