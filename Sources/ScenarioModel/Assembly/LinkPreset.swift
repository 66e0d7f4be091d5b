import Quantities

/// The kinds of links that a scenario can begin from.
///
/// The figures are round ones of their class, with the reasons in docs/scenarios.md; a scenario that knows better says
/// so key by key.
enum LinkPreset: String, CaseIterable {
    case satellite, cellular
    case portWifi = "port-wifi"
    case wired

    func link(named name: String) -> Link {
        switch self {
        case .satellite:
            Link(
                name: name, bandwidth: 4e6, delay: .milliseconds(600), jitter: .milliseconds(50), loss: 0.01,
                retransmit: .seconds(2), drops: RandomDrops(every: .seconds(1800), lasting: .seconds(15)),
                reconnect: Reconnect(first: .seconds(2), most: .seconds(120)))
        case .cellular:
            Link(
                name: name, bandwidth: 10e6, delay: .milliseconds(50), jitter: .milliseconds(50), loss: 0.005,
                drops: RandomDrops(every: .seconds(1200), lasting: .seconds(20)))
        case .portWifi:
            Link(
                name: name, bandwidth: 20e6, delay: .milliseconds(5), jitter: .milliseconds(20), loss: 0.02,
                retransmit: .milliseconds(500),
                drops: RandomDrops(every: .seconds(300), lasting: .seconds(8), factor: 4),
                reconnect: Reconnect(first: .milliseconds(500), most: .seconds(15)))
        case .wired:
            Link(name: name, bandwidth: 1e9, delay: .milliseconds(1))
        }
    }
}
