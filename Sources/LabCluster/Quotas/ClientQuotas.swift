/// The quotas that are set, and how much clients had of what they limit.
final class ClientQuotas {
    private(set) var all: [QuotaOwner: [QuotaKind: Double]] = [:]
    private var windows: [Place: RateWindow] = [:]
    private var buckets: [Place: TokenBucket] = [:]

    /// Where one count is kept: at each node for itself, mutations for the whole cluster.
    private struct Place: Hashable {
        let owner: QuotaOwner
        let client: QuotaOwner
        let kind: QuotaKind
        let node: Int32

        /// Everybody for whom a default counts has it for itself.
        init(owner: QuotaOwner, user: String, client: String, kind: QuotaKind, node: Int32) {
            self.owner = owner
            self.client = QuotaOwner(
                user: owner.user.map { _ in .named(user) }, client: owner.client.map { _ in .named(client) })
            self.kind = kind
            self.node = node
        }
    }

    /// Whether no quota is set.
    var isQuiet: Bool { all.isEmpty }

    /// Sets a quota, or removes it where the value is nil.
    func set(_ kind: QuotaKind, of owner: QuotaOwner, to value: Double?) {
        all[owner, default: [:]][kind] = value
        if all[owner]?.isEmpty == true { all[owner] = nil }
        windows = windows.filter { $0.key.owner != owner || $0.key.kind != kind }
        buckets = buckets.filter { $0.key.owner != owner || $0.key.kind != kind }
    }

    /// The quota that counts for a client, and whose it is.
    func limit(_ kind: QuotaKind, user: String, client: String) -> (owner: QuotaOwner, value: Double)? {
        for owner in QuotaOwner.ranked(user: user, client: client) {
            if let value = all[owner]?[kind] { return (owner, value) }
        }
        return nil
    }

    /// Counts what a client had, and says for how many milliseconds it is to wait; 0 for none.
    ///
    /// - Parameter isTakenBack: whether what is above the quota is not counted: the client does not get it.
    func book(
        _ kind: QuotaKind, _ amount: Double, user: String, client: String, node: Int32, now: Int64,
        isTakenBack: Bool = false
    ) -> Int64 {
        guard let (owner, quota) = limit(kind, user: user, client: client) else { return 0 }
        let place = Place(owner: owner, user: user, client: client, kind: kind, node: node)
        windows[place, default: RateWindow()].add(amount, at: now)
        let delay = windows[place, default: RateWindow()].delay(above: quota, at: now)
        if delay > 0, isTakenBack { windows[place]?.takeBack(amount) }
        return delay
    }

    /// Takes changes of partitions from what a client may make; for how many milliseconds it is to wait.
    func change(_ count: Int, user: String, client: String, now: Int64, isStrict: Bool) -> Int64 {
        guard let (owner, quota) = limit(.mutations, user: user, client: client) else { return 0 }
        let place = Place(owner: owner, user: user, client: client, kind: .mutations, node: -1)
        return buckets[place, default: TokenBucket(quota: quota, at: now)]
            .take(Double(count), at: now, isStrict: isStrict)
    }
}
