internal import KafkaWire

/// A request that is refused as a whole where a right is missing.
///
/// What only parts of a request need (the topics that it names, say) its service looks at.
protocol AccessGuarded: WireRequest {
    /// The answer to who may not ask; nil where it may.
    func refusal(_ access: Access, version: Int16) -> Response?
}

extension LabConnection {
    /// The refusal of a request as a whole; nil where it may be served.
    func refusal<Request: WireRequest>(of request: Request, version: Int16) -> Request.Response? {
        guard !cluster.settings.superUsers.contains(principal), let guarded = request as? any AccessGuarded else {
            return nil
        }
        return guarded.refusal(access, version: version) as? Request.Response
    }
}
