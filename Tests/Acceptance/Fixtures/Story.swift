/// A scenario file told line by line: what is sent, who reads, and what happens when.
///
/// Its bounds on the generator and on latencies are out of reach: what a test asks must not hang on a busy machine.
struct Story {
    let name: String
    var topic = "events"
    var partitions = 4
    var replication: Int?
    /// Events a second.
    var rate = 500
    var drain = "15s"
    /// What the producers are told beside the defaults.
    var producerProperties = "linger.ms: 2, enable.idempotence: true"
    /// What every reader is told: a group on one machine needs neither long fetches nor long sessions.
    var readerProperties = "fetch.wait.max.ms: 5, session.timeout.ms: 6000, heartbeat.interval.ms: 1000"

    private var readers: [String] = []
    private var phases: [String] = []
    private var drills: [String] = []

    init(_ name: String) { self.name = name }

    /// A short trial with one live reader: a second of warm-up and three that count.
    static var short: Story {
        Story("short").reader("dashboard").phase("warm-up", "1s, kind: warm-up").phase("steady", "3s")
    }

    /// Adds a reader; `how` is the rest of its YAML.
    func reader(_ name: String, _ how: String = "role: live") -> Story {
        var story = self
        story.readers.append("\(name): { topics: [\(topic)], \(how), properties: { \(readerProperties) } }")
        return story
    }

    /// Adds a phase; `length` may be followed by more of its YAML.
    func phase(_ name: String, _ length: String) -> Story {
        var story = self
        story.phases.append("{ name: \(name), for: \(length) }")
        return story
    }

    /// Adds a drill, as its YAML without the braces.
    func drill(_ how: String) -> Story {
        var story = self
        story.drills.append("{ \(how) }")
        return story
    }

    /// Changes whatever has no word of its own.
    func with(_ change: (inout Story) -> Void) -> Story {
        var story = self
        change(&story)
        return story
    }

    var yaml: String {
        """
        name: \(name)
        topics:
          \(topic): { partitions: \(partitions)\(replication.map { ", replication: \($0)" } ?? "") }
        fleet:
          trucks: { topic: \(topic), devices: 40, rate: \(rate)/s, payload: { size: 128B } }
        producers: { properties: { \(producerProperties) } }
        readers:
        \(readers.map { "  " + $0 }.joined(separator: "\n"))
        phases:
        \(phases.map { "  - " + $0 }.joined(separator: "\n"))
        drills: [\(drills.joined(separator: ", "))]
        criteria:
          live-tail: { green: 30s, yellow: 60s }
          ack-tail: { green: 30s, yellow: 60s }
          unavailability: { green: 30s, yellow: 60s }
          hot-partition: { green: 5000, yellow: 10000 }
          achieved-rate: { green: 50%, yellow: 10% }
          interference: { green: 5000, yellow: 10000 }
        limits: { ready: 20s, drain: \(drain), generator_cpu: 100%, steal: 100%, late_sends: 100% }

        """
    }
}
