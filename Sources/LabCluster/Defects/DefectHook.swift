internal import KafkaWire

/// Where a defect reaches into the broker.
enum DefectHook: Sendable {
    /// Before the request is even read: true ends the connection.
    case header(@Sendable (RequestHeader, DefectCall) -> Bool)
    /// Changes a request before it is served.
    case request(key: Int16, @Sendable (any WireRequest, DefectCall) -> any WireRequest)
    /// Changes an answer before it is sent.
    case answer(key: Int16, @Sendable (any WireStructure, any WireRequest, DefectCall) -> any WireStructure)
    /// Holds an answer back; nil lets it go.
    case delay(key: Int16, @Sendable (any WireRequest, DefectCall) -> Duration?)
    /// Changes the bytes of an answer, its length not counted.
    case frame(key: Int16, @Sendable (inout [UInt8], DefectCall) -> Void)
    /// What becomes of a batch that is right and is to be stored.
    case append(@Sendable (BatchHeader, DefectCall) -> AppendFate)
    /// Something that the broker does not do, or does though it should not.
    case lapse(DefectLapse)
}

/// What becomes of a batch that was acknowledged.
enum AppendFate: Sendable {
    case stored
    /// It is acknowledged and not stored.
    case lost
    case storedTwice
    /// It is stored behind the batch that comes after it.
    case storedLate
    /// A byte of its last record is another one; the checksum is right again.
    case altered
    /// A byte is another one, and the checksum tells.
    case damaged
}

/// Rules that a broker can forget; what enforces one asks whether it is forgotten.
enum DefectLapse: String, CaseIterable, Sendable {
    case sizeLimit, checksum, keysOfCompactedTopics, timestampBounds, sequences, producerEpochs
    case appendTime, wakingReaders, compaction, tombstones, retentionByTime, retentionBySize, minCompactionLag
    case fencing, transactionTimeout, transactionalOffsets, stateOfTransactions, unansweredProduce, leadership
    case accessRules, passwords, removedPasswords, loginEnds, quotas, deletions
}

extension DefectHook {
    /// Changes requests of one API.
    static func asking<Request: WireRequest>(
        _ kind: Request.Type, _ change: @escaping @Sendable (inout Request, DefectCall) -> Void
    ) -> DefectHook {
        .request(key: kind.api.key) { request, call in
            guard var changed = request as? Request else { return request }
            change(&changed, call)
            return changed
        }
    }

    /// Changes answers of one API.
    static func answering<Request: WireRequest>(
        _ kind: Request.Type, _ change: @escaping @Sendable (inout Request.Response, Request, DefectCall) -> Void
    ) -> DefectHook {
        .answer(key: kind.api.key) { response, request, call in
            guard let request = request as? Request, var changed = response as? Request.Response else {
                return response
            }
            change(&changed, request, call)
            return changed
        }
    }

    /// Holds answers of one API back.
    static func holding<Request: WireRequest>(
        _ kind: Request.Type, _ span: @escaping @Sendable (Request, DefectCall) -> Duration?
    ) -> DefectHook {
        .delay(key: kind.api.key) { request, call in (request as? Request).flatMap { span($0, call) } }
    }
}
