internal import CRdKafka
internal import Foundation
private import Synchronization

/// The owner of one librdkafka client: made from settings, destroyed with the last reference.
///
/// Sendable because librdkafka's handles are thread-safe (INTRODUCTION.md, "Threads and callbacks"); what belongs to a
/// single thread is in ``Producer`` and ``Consumer``.
final class ClientHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let inbox: ClientInbox
    private let hasEnded = Atomic(false)
    /// Whether a consumer leaves its group without a word.
    ///
    /// To be set before the last reference goes, by its owner.
    var endsSilently = false

    enum Kind {
        case producer, consumer

        var type: rd_kafka_type_t {
            switch self {
            case .producer: RD_KAFKA_PRODUCER
            case .consumer: RD_KAFKA_CONSUMER
            }
        }
    }

    /// `configure` may set what has no text form (callbacks, events) on the configuration before the client takes it.
    init(
        _ kind: Kind, settings: [String: String], inbox: ClientInbox = ClientInbox(),
        configure: (OpaquePointer) -> Void = { _ in }
    ) throws(KafkaError) {
        _ = ClientMemory.isKept
        let configuration = try ClientHandle.configuration(settings)
        rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(inbox).toOpaque())
        rd_kafka_conf_set_error_cb(configuration, receiveClientError)
        rd_kafka_conf_set_log_cb(configuration, receiveClientLog)
        configure(configuration)
        var reason = [CChar](repeating: 0, count: 512)
        // rd_kafka_new takes the configuration over only where it succeeds.
        guard let client = rd_kafka_new(kind.type, configuration, &reason, reason.count) else {
            rd_kafka_conf_destroy(configuration)
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, operation: "create a client", reason: String(cStringBuffer: reason))
        }
        pointer = client
        self.inbox = inbox
    }

    /// How long the end of a client is waited for.
    private static let endSeconds = 5.0

    deinit { end() }

    /// Ends the client, if it has not ended yet; its pointer is not to be used any more.
    func end() {
        guard !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
        // rd_kafka_destroy() joins the client's threads, and may never return where a topic was deleted or a broker came
        // back under a consumer (librdkafka #4362, #4674). Then the client is left to the end of the process.
        let ended = DispatchSemaphore(value: 0)
        let ending = Ending(pointer: pointer, inbox: inbox, isSilent: endsSilently)
        Thread.detachNewThread {
            ending.destroy()
            ended.signal()
        }
        _ = ended.wait(timeout: .now() + ClientHandle.endSeconds)
    }

    /// A client on its way out, with what its callbacks write to until it is gone.
    private struct Ending: @unchecked Sendable {
        let pointer: OpaquePointer
        let inbox: ClientInbox
        let isSilent: Bool

        func destroy() {
            // rdkafka.h, rd_kafka_destroy_flags(): then nothing of what closing a consumer does is done.
            let flags = isSilent ? RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE : 0
            withExtendedLifetime(inbox) { rd_kafka_destroy_flags(pointer, Int32(flags)) }
        }
    }

    private static func configuration(_ settings: [String: String]) throws(KafkaError) -> OpaquePointer {
        guard let configuration = rd_kafka_conf_new() else {
            throw KafkaError(RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, operation: "create a client configuration")
        }
        var reason = [CChar](repeating: 0, count: 512)
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            guard rd_kafka_conf_set(configuration, name, value, &reason, reason.count) == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(configuration)
                // librdkafka quotes the value in its reason, and the value may be a secret.
                let words = String(cStringBuffer: reason).replacing("\"\(value)\"", with: "the given value")
                throw KafkaError(
                    RD_KAFKA_RESP_ERR__INVALID_ARG, operation: "set client property '\(name)'", reason: words)
            }
        }
        return configuration
    }

    /// Every property in effect, as librdkafka prints it, topic properties among them, and `acks` and `linger.ms` under
    /// the names that people use.
    ///
    /// Secrets are in it: redact before showing.
    var settings: [String: String] {
        var count = 0
        let global = rd_kafka_conf_dump(rd_kafka_conf(pointer), &count)
        var settings = ClientHandle.pairs(global, count)
        let topic = rd_kafka_default_topic_conf_dup(pointer)
        defer { rd_kafka_topic_conf_destroy(topic) }
        let local = rd_kafka_topic_conf_dump(topic, &count)
        settings.merge(ClientHandle.pairs(local, count)) { global, _ in global }
        settings["acks"] = settings["request.required.acks"]
        settings["linger.ms"] = settings["queue.buffering.max.ms"]
        return settings
    }

    /// Takes over librdkafka's array of names and values and frees it.
    private static func pairs(_ array: UnsafeMutablePointer<UnsafePointer<CChar>?>?, _ count: Int) -> [String: String] {
        guard let array else { return [:] }
        defer { rd_kafka_conf_dump_free(array, count) }
        var pairs: [String: String] = [:]
        for index in stride(from: 0, to: count - 1, by: 2) {
            guard let name = array[index], let value = array[index + 1] else { continue }
            pairs[String(cString: name)] = String(cString: value)
        }
        return pairs
    }
}

extension String {
    /// The text up to the first zero byte.
    init(cStringBuffer buffer: [CChar]) {
        self = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension String {
    fileprivate func replacing(_ text: String, with other: String) -> String {
        guard !text.isEmpty, text != "\"\"" else { return self }
        var result = ""
        var rest = Substring(self)
        while let range = rest.firstRange(of: text) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
