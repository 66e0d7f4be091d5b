internal import CRdKafka
private import Synchronization

/// Something a client library thread told us: an error or a log line.
package struct ClientNotice: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case error, log, rebalance
    }

    package var kind: Kind
    /// librdkafka's error code; 0 for log lines.
    package var code: Int32
    package var text: String

    package init(kind: Kind, code: Int32, text: String) {
        self.kind = kind
        self.code = code
        self.text = text
    }
}

/// Where librdkafka's callbacks leave what they have to say, until the control plane fetches it.
///
/// It is the one opaque that a client's configuration can carry (rdkafka.h, rd_kafka_conf_set_opaque). Bounded: what
/// does not fit is counted. Locks only on notices, which are rare; never on events.
final class ClientInbox: Sendable {
    private struct State {
        var notices: [ClientNotice] = []
        var dropped = 0
    }

    private static let capacity = 256
    private let state = Mutex(State())
    private let rebalanced = Atomic(0)

    /// Notices of rebalances so far.
    var rebalances: Int { rebalanced.load(ordering: .relaxed) }

    func put(_ notice: ClientNotice) {
        if notice.kind == .rebalance { rebalanced.add(1, ordering: .relaxed) }
        state.withLock { state in
            if state.notices.count < ClientInbox.capacity {
                state.notices.append(notice)
            } else {
                state.dropped += 1
            }
        }
    }

    func take() -> [ClientNotice] {
        state.withLock { state in
            var notices = state.notices
            if state.dropped > 0 {
                notices.append(ClientNotice(kind: .log, code: 0, text: "\(state.dropped) more notices were dropped"))
            }
            state = State()
            return notices
        }
    }

    static func from(_ opaque: UnsafeMutableRawPointer?) -> ClientInbox? {
        opaque.map { Unmanaged<ClientInbox>.fromOpaque($0).takeUnretainedValue() }
    }
}

// Callbacks are file-level functions: a closure written in code of some actor would trap when librdkafka calls it from
// one of its own threads.

func receiveClientError(
    _ client: OpaquePointer?, _ code: Int32, _ reason: UnsafePointer<CChar>?, _ opaque: UnsafeMutableRawPointer?
) {
    let text = reason.map { String(cString: $0) } ?? ""
    ClientInbox.from(opaque)?.put(ClientNotice(kind: .error, code: code, text: text))
}

func receiveClientLog(
    _ client: OpaquePointer?, _ level: Int32, _ facility: UnsafePointer<CChar>?, _ text: UnsafePointer<CChar>?
) {
    guard let client, let text else { return }
    let words = (facility.map { String(cString: $0) + ": " } ?? "") + String(cString: text)
    ClientInbox.from(rd_kafka_opaque(client))?.put(ClientNotice(kind: .log, code: 0, text: words))
}
