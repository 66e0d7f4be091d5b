internal import KafkaWire

/// Asks in every version that both sides speak, over a new connection where one was ended.
struct VersionSweep {
    private let probe: Probe
    private let log: ProbeLog
    private(set) var asked = 0
    private(set) var apis = 0
    /// `Fetch v12: the broker closed the connection`.
    private(set) var broken: [String] = []
    /// `Fetch v12`.
    private(set) var refused: [String] = []
    private(set) var facts: [String: String] = [:]

    init(_ probe: Probe, log: ProbeLog) {
        self.probe = probe
        self.log = log
    }

    mutating func run() async throws {
        let log = log
        let topicID =
            probe.offered(MetadataRequest.api).map { $0.upperBound >= 10 } == true
            ? try await probe.topicID(of: log.topic) : .zero
        let group = probe.group()
        try await sweep(ApiVersionsRequest.api, \ApiVersionsResponse.errorCode) { _ in
            ApiVersionsRequest {
                $0.clientSoftwareName = "seatrial"
                $0.clientSoftwareVersion = "wire"
            }
        }
        try await sweep(MetadataRequest.api, \MetadataResponse.errorCode) {
            MetadataRequest(topics: [log.topic], version: $0)
        }
        try await sweep(FetchRequest.api, \FetchResponse.errorCode) { version in
            var request = log.fetchRequest(at: log.base, maxWait: .milliseconds(10))
            for index in request.topics.indices { request.topics[index].topicID = version >= 13 ? topicID : .zero }
            return request
        }
        try await sweepOffsets()
        try await sweep(FindCoordinatorRequest.api, \FindCoordinatorResponse.errorCode, to: .any) { _ in
            FindCoordinatorRequest {
                $0.key = group
                $0.coordinatorKeys = [group]
            }
        }
        try await sweep(ListGroupsRequest.api, \ListGroupsResponse.errorCode) { _ in ListGroupsRequest() }
        try await sweep(DescribeGroupsRequest.api, \DescribeGroupsResponse.firstCode, to: .group(group)) { _ in
            DescribeGroupsRequest { $0.groups = [group] }
        }
        try await sweep(OffsetFetchRequest.api, \OffsetFetchResponse.errorCode, to: .group(group)) { version in
            OffsetFetchRequest {
                $0.groupID = group
                $0.topics = [
                    .init {
                        $0.name = log.topic
                        $0.partitionIndexes = [log.partition]
                    }
                ]
                $0.groups = [
                    .init {
                        $0.groupID = group
                        $0.topics = [
                            .init {
                                $0.name = log.topic
                                $0.topicID = topicID
                                $0.partitionIndexes = [log.partition]
                            }
                        ]
                    }
                ]
            }
        }
        try await sweepAdmin()
    }

    private mutating func sweepOffsets() async throws {
        let log = log
        try await sweep(ListOffsetsRequest.api, \ListOffsetsResponse.firstCode) { _ in
            ListOffsetsRequest {
                $0.replicaID = -1
                $0.topics = [
                    .init {
                        $0.name = log.topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = log.partition
                                $0.timestamp = -1
                            }
                        ]
                    }
                ]
            }
        }
        try await sweep(OffsetForLeaderEpochRequest.api, \OffsetForLeaderEpochResponse.firstCode) { _ in
            OffsetForLeaderEpochRequest {
                $0.replicaID = -1
                $0.topics = [
                    .init {
                        $0.topic = log.topic
                        $0.partitions = [
                            .init {
                                $0.partition = log.partition
                                $0.currentLeaderEpoch = -1
                                $0.leaderEpoch = 0
                            }
                        ]
                    }
                ]
            }
        }
    }

    private mutating func sweepAdmin() async throws {
        let log = log
        try await sweep(DescribeConfigsRequest.api, \DescribeConfigsResponse.firstCode) { _ in
            DescribeConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = log.topic
                    }
                ]
            }
        }
        try await sweep(DescribeAclsRequest.api, \DescribeAclsResponse.errorCode) { _ in
            DescribeAclsRequest {
                $0.resourceTypeFilter = 1
                $0.resourceNameFilter = nil
                $0.patternTypeFilter = 1
                $0.principalFilter = "User:seatrial-nobody"
                $0.hostFilter = nil
                $0.operation = 1
                $0.permissionType = 1
            }
        }
        try await sweep(DescribeLogDirsRequest.api, \DescribeLogDirsResponse.errorCode) { _ in
            DescribeLogDirsRequest {
                $0.topics = [
                    .init {
                        $0.topic = log.topic
                        $0.partitions = [log.partition]
                    }
                ]
            }
        }
        try await sweep(DescribeClientQuotasRequest.api, \DescribeClientQuotasResponse.errorCode) { _ in
            DescribeClientQuotasRequest {
                $0.components = [
                    .init {
                        $0.entityType = "client-id"
                        $0.match = "seatrial-nobody"
                    }
                ]
            }
        }
        try await sweep(DescribeClusterRequest.api, \DescribeClusterResponse.errorCode) { _ in
            DescribeClusterRequest { $0.endpointType = 1 }
        }
        try await sweep(ListTransactionsRequest.api, \ListTransactionsResponse.errorCode) { _ in
            ListTransactionsRequest { $0.durationFilter = -1 }
        }
    }

    private mutating func sweep<Request: WireRequest>(
        _ api: WireAPI, _ code: KeyPath<Request.Response, BrokerCode>, to destination: Destination? = nil,
        _ request: (Int16) -> Request
    ) async throws {
        guard let offered = probe.offered(api), offered.overlaps(api.versions) else { return }
        let destination = destination ?? log.leader
        apis += 1
        var works: [Int16] = []
        for version in offered.clamped(to: api.versions) {
            asked += 1
            let name = "\(api.name) v\(version)"
            do {
                let answer = try await probe.send(request(version), to: destination, version: version)
                if answer[keyPath: code] == .unsupportedVersion { refused.append(name) } else { works.append(version) }
            } catch let error as WireError {
                switch error.kind {
                case .closed, .malformed, .timedOut: broken.append("\(name): \(error.what)")
                default: throw error
                }
            }
        }
        if let first = works.first, let last = works.last { facts[api.name] = "\(first)-\(last)" }
    }
}

extension DescribeGroupsResponse {
    fileprivate var firstCode: BrokerCode { groups.first?.errorCode ?? .none }
}

extension ListOffsetsResponse {
    fileprivate var firstCode: BrokerCode { topics.first?.partitions.first?.errorCode ?? .none }
}

extension OffsetForLeaderEpochResponse {
    fileprivate var firstCode: BrokerCode { topics.first?.partitions.first?.errorCode ?? .none }
}

extension DescribeConfigsResponse {
    fileprivate var firstCode: BrokerCode { results.first?.errorCode ?? .none }
}
