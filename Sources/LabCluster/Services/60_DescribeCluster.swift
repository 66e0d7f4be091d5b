internal import KafkaWire

extension LabService {
    /// The nodes and the controller.
    static let describeCluster = LabService(answering: DescribeClusterRequest.self, 0...2) { call in
        var response = DescribeClusterResponse()
        response.errorMessage = nil
        guard call.version == 0 || call.request.endpointType == 1 else {
            // Brokers tell of brokers; controllers are asked at their own port, which nobody reaches here.
            response.errorCode = call.request.endpointType == 2 ? .mismatchedEndpointType : .unsupportedEndpointType
            return response
        }
        let cluster = call.cluster
        response.clusterID = cluster.id
        response.controllerID = cluster.controllerID
        if call.request.includeClusterAuthorizedOperations {
            response.clusterAuthorizedOperations = call.access.authorizedOperations(
                .cluster, AccessKind.clusterName)
        }
        let nodes = call.request.includeFencedBrokers ? cluster.nodes : cluster.liveNodes
        response.brokers = nodes.map { node in
            .init {
                $0.brokerID = node.id
                $0.host = cluster.settings.host
                $0.port = Int32(node.ports[call.connection.listener] ?? 0)
                $0.rack = node.rack
                $0.isFenced = !node.isUp
            }
        }
        return response
    }
}
